using System.Threading.Channels;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Rpc;

namespace RealtimeGov.Interop.Client;

/// <summary>The official cases about how calls end: cancelled, too late, with a status, or not at home.</summary>
internal static class EndingCases
{
    private const string PlainMessage = "test status message";
    private const string SpecialMessage = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";

    public static readonly Dictionary<string, Func<TestCalls, Task>> All = new()
    {
        ["cancel_after_begin"] = CancelAfterBegin,
        ["cancel_after_first_response"] = CancelAfterFirstResponse,
        ["timeout_on_sleeping_server"] = TimeoutOnSleepingServer,
        ["status_code_and_message"] = StatusCodeAndMessage,
        ["special_status_message"] = async calls => await Unary(calls, SpecialMessage),
        ["unimplemented_service"] = calls => Expect.Fault(StatusCode.Unimplemented, calls.UnimplementedService),
        ["unimplemented_method"] = calls => Expect.Fault(StatusCode.Unimplemented, calls.UnimplementedMethod),
    };

    private static async Task CancelAfterBegin(TestCalls calls)
    {
        using var cancelling = new CancellationTokenSource();
        var silence = Channel.CreateBounded<StreamingInputCallRequest>(1);
        var answer = calls.Input(silence.Reader.ReadAllAsync(), new CallOptions(Cancellation: cancelling.Token));
        await cancelling.CancelAsync();
        await Expect.Fault(StatusCode.Cancelled, () => answer);
    }

    private static async Task CancelAfterFirstResponse(TestCalls calls)
    {
        using var cancelling = new CancellationTokenSource();
        await using var call = calls.Duplex(new CallOptions(Cancellation: cancelling.Token));
        await call.Write(TestCalls.Asking(31_415));
        await using var responses = call.Responses().GetAsyncEnumerator(CancellationToken.None);
        Expect.Equal(true, await responses.MoveNextAsync(), "a response");
        await cancelling.CancelAsync();
        await Expect.Fault(StatusCode.Cancelled, () => responses.MoveNextAsync().AsTask());
    }

    private static Task TimeoutOnSleepingServer(TestCalls calls) => Expect.Fault(StatusCode.DeadlineExceeded, async () =>
    {
        await using var call = calls.Duplex(new CallOptions(Deadline: TimeSpan.FromMilliseconds(1)));
        var asleep = TestCalls.Asking(1);
        asleep.Payload = TestCalls.Zeroes(27_182);
        asleep.ResponseParameters[0].IntervalUs = 10_000_000;
        try
        {
            await call.Write(asleep);
        }
        catch (RpcException)
        {
            // Too late already: the responses say so.
        }
        await TestCalls.Sizes(call.Responses());
    });

    private static async Task StatusCodeAndMessage(TestCalls calls)
    {
        await Unary(calls, PlainMessage);
        await using var call = calls.Duplex();
        await call.Write(new StreamingOutputCallRequest { ResponseStatus = Unknown(PlainMessage) });
        await call.CompleteWrites();
        var fault = await Expect.Fault(StatusCode.Unknown, () => TestCalls.Sizes(call.Responses()));
        Expect.Equal(PlainMessage, fault.Message, "the message");
    }

    private static async Task Unary(TestCalls calls, string message)
    {
        var fault = await Expect.Fault(StatusCode.Unknown, () => calls.Unary(new SimpleRequest { ResponseStatus = Unknown(message) }));
        Expect.Equal(message, fault.Message, "the message");
    }

    private static EchoStatus Unknown(string message) => new() { Code = (int)StatusCode.Unknown, Message = message };
}
