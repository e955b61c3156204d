using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Demo;

// Further commands are registered here, each by one argument.
var root = FieldCommand.Create(DeviceEnvironment.Real(), DemoCommand.Create());
return await FieldCommand.RunAsync(root, args);
