using System.Net.Sockets;
using System.Text;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Api;

/// <summary>A body that breaks off is the sender's fault: the sender is told so, and the log is not told of a failure.</summary>
public sealed class BrokenBodyTests : IAsyncLifetime
{
    private const string Told = """{"error":{"code":"body_broken","message":"The body broke off before its end.","messageZh":"请求体未到结尾就中断了。"}}""";

    private TestGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await TestGateway.Open();

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/stewards", "nothing hexadecimal\r\n")]
    [InlineData("/api/v1/categories", "2\r\n[]and more\r\n")]
    [InlineData("/api/v1/placement/moves", "nothing hexadecimal\r\n")]
    public async Task ChunksThatAreNoneAreAnsweredAsBroken(string path, string body)
    {
        using var tcp = await Send(path, "Transfer-Encoding: chunked", body);
        using var answer = new StreamReader(tcp.GetStream(), Encoding.UTF8);

        Assert.Equal("HTTP/1.1 400 Bad Request", await answer.ReadLineAsync().WaitAsync(Patience.Max));
        Assert.Contains(Told, await answer.ReadToEndAsync().WaitAsync(Patience.Max), StringComparison.Ordinal);
        Assert.Empty(gateway.Log.Lines);
    }

    // Nobody is left to be answered: the web server takes the sender's last word for its leaving.
    [Theory]
    [InlineData("/api/v1/stewards", "Content-Length: 100", "[")]
    [InlineData("/api/v1/placement/moves", "Transfer-Encoding: chunked", "5\r\n[")]
    public async Task WhoLeavesInTheMiddleOfABodyIsNoFailure(string path, string length, string body)
    {
        using var tcp = await Send(path, length, body);
        tcp.Client.Shutdown(SocketShutdown.Send);
        var heard = new byte[1];

        // Closed or reset: either way it is over for the server too.
        var over = await Record.ExceptionAsync(async () => await tcp.Client.ReceiveAsync(heard.AsMemory()).AsTask().WaitAsync(Patience.Max));
        Assert.True(over is null or SocketException, $"{over}");
        await gateway.Stop();
        Assert.Empty(gateway.Log.Lines);
    }

    private async Task<TcpClient> Send(string path, string length, string body)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(gateway.Hub.Host, gateway.Hub.Port);
        await tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n{length}\r\n\r\n{body}"));
        return tcp;
    }
}
