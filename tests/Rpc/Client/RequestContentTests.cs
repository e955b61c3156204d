namespace RealtimeGov.Rpc.Tests.Client;

/// <summary>
/// A server that refuses a call before it has read all of it, four times in three thousand, looked like a cancelled call:
/// HttpClient reported the body it had itself cut off instead of the answer.
/// </summary>
public sealed class RequestContentTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_cut_off_leaves_the_word_to_the_answer(bool known)
    {
        using var content = new RequestContent(known ? new byte[] { 1 } : (ReadOnlyMemory<byte>?)null);
        using var cut = new CancellationTokenSource();
        await cut.CancelAsync();
        var sending = content.CopyToAsync(new CutOff(), cut.Token);
        Assert.False(sending.IsCompleted);
        content.Fail(new RpcException(StatusCode.ResourceExhausted, "refused"));
        Assert.Equal("refused", (await Assert.ThrowsAsync<RpcException>(() => sending)).Message);
    }

    private sealed class CutOff : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromCanceled(cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.FromCanceled(cancellationToken);
    }
}
