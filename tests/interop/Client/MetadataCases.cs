using RealtimeGov.Rpc;

namespace RealtimeGov.Interop.Client;

/// <summary>The official case of metadata, and heavier ones.</summary>
internal static class MetadataCases
{
    private const int LargeBytes = 7 * 1024;

    public static readonly Dictionary<string, Func<TestCalls, Task>> All = new()
    {
        ["custom_metadata"] = CustomMetadata,
        ["large_metadata"] = LargeMetadata,
        ["duplicate_metadata"] = DuplicateMetadata,
    };

    private static async Task CustomMetadata(TestCalls calls)
    {
        await EchoUnary(calls, "test_initial_metadata_value", [[0xab, 0xab, 0xab]]);
        await EchoDuplex(calls, "test_initial_metadata_value", [[0xab, 0xab, 0xab]]);
    }

    private static Task LargeMetadata(TestCalls calls) => EchoUnary(calls, new string('m', LargeBytes), [Bytes(LargeBytes / 2)]);

    private static Task DuplicateMetadata(TestCalls calls) => EchoUnary(calls, "once", [[1], [], [2, 3], [1]]);

    private static async Task EchoUnary(TestCalls calls, string initial, byte[][] trailing)
    {
        Metadata? headers = null, trailers = null;
        var options = new CallOptions(Sent(initial, trailing)) { OnResponseHeaders = got => headers = got, OnTrailers = got => trailers = got };
        await calls.Unary(TestCalls.Sized(271_828, 314_159), options);
        Same(initial, trailing, headers, trailers);
    }

    private static async Task EchoDuplex(TestCalls calls, string initial, byte[][] trailing)
    {
        await using var call = calls.Duplex(new CallOptions(Sent(initial, trailing)));
        await call.Write(TestCalls.Asking(314_159));
        await call.CompleteWrites();
        Expect.Sequence([314_159], await TestCalls.Sizes(call.Responses()), "the sizes");
        Same(initial, trailing, call.ResponseHeaders, call.Trailers);
    }

    private static Metadata Sent(string initial, byte[][] trailing)
    {
        var sent = new Metadata { { MetadataEcho.Initial, initial } };
        foreach (var bytes in trailing) sent.Add(MetadataEcho.Trailing, bytes);
        return sent;
    }

    private static void Same(string initial, byte[][] trailing, Metadata? headers, Metadata? trailers)
    {
        Expect.Equal(initial, headers?.Get(MetadataEcho.Initial), "the header");
        Expect.Sequence(
            trailing.Select(Convert.ToHexString),
            trailers?.GetAll(MetadataEcho.Trailing).Select(entry => Convert.ToHexString(entry.Bytes.Span)) ?? [],
            "the trailers");
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(at => (byte)at)];
}
