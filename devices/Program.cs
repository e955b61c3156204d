using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Systems;

// Further commands are registered here, each by one argument.
var root = FieldCommand.Create(DeviceEnvironment.Real(), DemoCommand.Create(), SystemRegionsCommand.Create());
return await FieldCommand.RunAsync(root, args);
