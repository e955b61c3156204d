using System.Globalization;
using RealtimeGov.Interop;
using RealtimeGov.Rpc;

// RealtimeGov.Interop [PORT]: serves until it is told to stop; says its address in one line.
var port = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0;
await using var app = InteropServer.Build(port, new RpcOptions(), new TestServiceMethods(TimeProvider.System).Service(), FieldEcho.Service());
await app.StartAsync();
Console.WriteLine($"listening {app.Urls.Single()}");
await app.WaitForShutdownAsync();
