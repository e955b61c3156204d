using System.Net.Sockets;
using System.Text;
using RealtimeGov.Fuzz.Tests.Engine;

namespace RealtimeGov.Fuzz.Tests.Server;

/// <summary>HTTP/1.1 as bytes: request lines, headers and bodies. No answer is a server's own fault.</summary>
internal sealed class HttpTarget(FuzzServer server) : LiveTarget(server)
{
    // Ends headers that do not end, and is the rest of a body, or a request that is none. Who ends the sending instead is
    // taken for one who has left, and gets no answer.
    private static readonly byte[] Rest = [.. "\r\n\r\n"u8, .. Enumerable.Repeat((byte)'x', 64 * 1024), .. "\r\n\r\n"u8];

    public override string Name => "http";

    /// <summary>Requests that came through to what answers them: with none, only the way there would have been tried.</summary>
    public int Answered { get; private set; }

    public override int Rounds => 2_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
    [
        Get("/api/v1/regions/T/days/today"), Get("/api/v1/regions/T/days/2026-01-01/hours"), Get("/api/v1/issues/T-V-1.1"), Get("/api/v1/stewards/s-1/days/today"),
        Get("/api/v1/photos/" + new string('a', 64)), Get("/api/v1/placement/audit?before=1&limit=2"), Get("/wall/T?date=2026-01-01"), Get("/live"),
        Post("/api/v1/categories", """[{"code":"a/b/c","names":{"en":"x"},"nearM":1}]"""),
        Post("/api/v1/stewards", """[{"id":"s-9","name":"甲","homeGrid":"nowhere","households":3}]"""),
        Post("/api/v1/placement/moves", """{"grid":"nowhere","silo":"silo-1","pin":true,"by":"x"}"""),
        Post("/api/v1/placement/plans/apply", """{"plan":{"version":99,"moves":[{"grid":"T-V-1","from":"a","to":"b"}]},"by":"x"}"""),
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        [[.. "\r\n"u8], [.. "%00"u8], [.. "%FF"u8], [.. "../"u8], [.. "%2e%2e/"u8], [.. "9999-12-31"u8], [.. "0001-01-01"u8], [.. "\\ud800"u8], [.. "1e999"u8], [.. "Transfer-Encoding: chunked\r\n"u8], [.. "Content-Length: 99999999999\r\n"u8], [0xFF]];

    protected override async Task Send(byte[] input)
    {
        using var patience = new CancellationTokenSource(Fuzzing.TakenMax);
        using var tcp = new TcpClient();
        var answer = new byte[4096];
        var read = 0;
        try
        {
            await tcp.ConnectAsync(Server.Http.Host, Server.Http.Port, patience.Token);
            var stream = tcp.GetStream();
            await stream.WriteAsync(input, patience.Token);
            await stream.WriteAsync(Rest, patience.Token);
            read = await stream.ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, patience.Token);
        }
        catch (Exception ended) when (ended is IOException or SocketException)
        {
            return; // What is no request may be answered by hanging up.
        }

        var line = Encoding.ASCII.GetString(answer, 0, read);
        if (line.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) Answered++;
        // 505 is an answer to a version that there is none of; any other says that the fault was the server's.
        if (line.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) && !line.StartsWith("HTTP/1.1 505 ", StringComparison.Ordinal)) throw new InvalidDataException(line);
    }

    private static byte[] Get(string path) => Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    private static byte[] Post(string path, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}

/// <summary>HTTP/2 as bytes, frame headers and all. Whatever comes, the connection ends, and only that one.</summary>
internal sealed class Http2Target(FuzzServer server) : LiveTarget(server)
{
    private static readonly byte[] Settings = Frame(4, 0, 0, []);

    // :method POST, :scheme http, :authority, :path, content-type as literals without an index: another authority would be
    // refused before anything is looked at.
    private static readonly byte[] Headers =
    [
        0x83, 0x86, 0x01, 9, .. "localhost"u8, 0x04, 34, .. "/realtimegov.v1.Admin/GetPlacement"u8, 0x0F, 0x10, 16, .. "application/grpc"u8, 0x00, 2, .. "te"u8, 8, .. "trailers"u8,
    ];

    public override string Name => "http2";

    public override int Rounds => 1_000;

    public override IReadOnlyList<byte[]> Valid { get; } =
    [
        [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Settings, .. Frame(1, 4, 1, Headers), .. Frame(0, 1, 1, [0, 0, 0, 0, 0])],
        [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Settings, .. Frame(6, 0, 0, new byte[8]), .. Frame(8, 0, 0, [0, 0, 1, 0]), .. Frame(1, 4, 1, Headers), .. Frame(3, 0, 1, [0, 0, 0, 8]), .. Frame(7, 0, 0, new byte[8])],
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        [Settings, Frame(1, 5, 3, Headers), Frame(9, 4, 1, []), Frame(3, 0, 1, [0, 0, 0, 8]), Frame(8, 0, 0, [0x7F, 0xFF, 0xFF, 0xFF]), Frame(0, 1, 1, [0, 0xFF, 0xFF, 0xFF, 0xFF]), Frame(2, 0, 1, new byte[5]), [0x3F, 0xE1, 0xFF, 0x03]];

    protected override async Task Send(byte[] input)
    {
        using var patience = new CancellationTokenSource(Fuzzing.TakenMax);
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(Server.Grpc.Host, Server.Grpc.Port, patience.Token);
            var stream = tcp.GetStream();
            await stream.WriteAsync(input, patience.Token);
            tcp.Client.Shutdown(SocketShutdown.Send);
            var answer = new byte[4096];
            while (await stream.ReadAsync(answer, patience.Token) > 0) { }
        }
        catch (Exception ended) when (ended is IOException or SocketException)
        {
            // Hung up on: that is an answer.
        }
    }

    private static byte[] Frame(byte type, byte flags, byte stream, byte[] payload) => [0, 0, (byte)payload.Length, type, flags, 0, 0, 0, stream, .. payload];
}
