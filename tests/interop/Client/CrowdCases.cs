using RealtimeGov.Rpc;

namespace RealtimeGov.Interop.Client;

/// <summary>Many calls on one connection.</summary>
internal static class CrowdCases
{
    private const int Calls = 200;

    public static readonly Dictionary<string, Func<TestCalls, Task>> All = new()
    {
        ["many_large_calls"] = ManyLargeCalls,
        ["stalled_stream"] = StalledStream,
    };

    private static async Task ManyLargeCalls(TestCalls calls)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(at => calls.Unary(TestCalls.Sized(271_828, 314_159 + at))));
        Expect.Sequence(Enumerable.Range(314_159, Calls), answers.Select(answer => answer.Payload.Body.Length), "the sizes");
    }

    // Far more than a stream's window is on its way to a reader that takes one message and then none.
    private static async Task StalledStream(TestCalls calls)
    {
        await using var stalled = calls.Duplex();
        await stalled.Write(TestCalls.Asking(Enumerable.Repeat(65_536, 128)));
        await using var responses = stalled.Responses().GetAsyncEnumerator();
        Expect.Equal(true, await responses.MoveNextAsync(), "a response of the stalled stream");
        for (var neighbour = 0; neighbour < 20; neighbour++)
            Expect.Equal(314_159, (await calls.Unary(TestCalls.Sized(271_828, 314_159))).Payload.Body.Length, "a neighbour's size");
        await stalled.CompleteWrites();
        var rest = 0;
        while (await responses.MoveNextAsync()) rest++;
        Expect.Equal(127, rest, "the stalled stream's further responses");
    }
}
