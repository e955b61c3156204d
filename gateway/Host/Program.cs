using RealtimeGov.Gateway.Host;

return await GatewayProgram.Run(args, Console.Out, Console.Error);
