using RealtimeGov.Gateway.Host;

return await HostProgram.Run(args, Console.Out, Console.Error);
