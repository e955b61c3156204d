using RealtimeGov.Gateway.Host;
using RealtimeGov.Journal.Stores;

OwnersFiles.MakeDefault();
return await HostProgram.Run(args, Console.Out, Console.Error);
