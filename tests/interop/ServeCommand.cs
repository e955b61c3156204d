using System.Globalization;

namespace RealtimeGov.Interop;

/// <summary>`serve [PORT [PING SECONDS]]`: serves until it is told to stop; says its address in one line.</summary>
internal static class ServeCommand
{
    public static async Task<int> Run(string[] numbers)
    {
        var port = numbers.Length > 0 ? Number(numbers[0]) : 0;
        TimeSpan? pings = numbers.Length > 1 ? TimeSpan.FromSeconds(Number(numbers[1])) : null;
        await using var app = InteropServer.Build(port, pings, Console.WriteLine);
        await app.StartAsync();
        Console.WriteLine($"listening {app.Urls.Single()} pid {Environment.ProcessId}");
        await app.WaitForShutdownAsync();
        Console.WriteLine("stopped");
        return 0;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
