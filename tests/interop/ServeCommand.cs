using System.Globalization;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc;
using RealtimeGov.Rpc.Health;

namespace RealtimeGov.Interop;

/// <summary>`serve [PORT [PING SECONDS]]`: serves until it is told to stop; says its address in one line.</summary>
internal static class ServeCommand
{
    public static async Task<int> Run(string[] numbers)
    {
        var port = numbers.Length > 0 ? Number(numbers[0]) : 0;
        TimeSpan? pings = numbers.Length > 1 ? TimeSpan.FromSeconds(Number(numbers[1])) : null;
        var board = new HealthBoard(TestReflection.Descriptor.Services[0].FullName);
        board.SetAll(serving: true);
        await using var app = InteropServer.Build(port, new RpcOptions(), pings, InteropServer.AllServices(board, Console.WriteLine));
        app.Lifetime.ApplicationStopping.Register(board.Stop);
        await app.StartAsync();
        Console.WriteLine($"listening {app.Urls.Single()} pid {Environment.ProcessId}");
        await app.WaitForShutdownAsync();
        Console.WriteLine("stopped");
        return 0;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
