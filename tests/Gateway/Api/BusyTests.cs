using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Api;

public sealed class BusyTests : IAsyncLifetime
{
    private const string Busy = """{"error":{"code":"busy","message":"Too many questions at once. Try again in a second.","messageZh":"同时查询过多，请 1 秒后重试。"}}""";

    private static readonly string[] Paths =
    [
        "/api/v1/regions/T/days/today", "/api/v1/regions/T/days/today/grids", "/api/v1/regions/T/days/today/feed",
        "/api/v1/issues/V-1.1", "/api/v1/stewards/s-1/days/today",
    ];

    private readonly TaskCompletionSource opens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await TestGateway.Open();

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task BeyondSixtyFourQuestionsTheNextIsRefusedUntilOneIsAnswered()
    {
        Assert.Equal(64, ApiReads.QueriesMax);
        gateway.ReadModel.Opens = opens.Task;
        var first = Enumerable.Range(0, ApiReads.QueriesMax).Select(n => gateway.Http.GetAsync(Paths[n % Paths.Length])).ToArray();
        await Asked(ApiReads.QueriesMax);

        foreach (var path in Paths.Append("/api/v1/regions/T/total"))
        {
            using var refused = await gateway.Http.GetAsync(path).WaitAsync(Patience.Max);
            Assert.Equal((503, Busy), ((int)refused.StatusCode, await refused.Content.ReadAsStringAsync()));
            Assert.Equal(["1"], refused.Headers.GetValues("Retry-After"));
        }

        Assert.Equal(200, await Status("/api/v1/regions")); // what needs no store is answered
        opens.SetResult();
        foreach (var answer in await Task.WhenAll(first)) Assert.NotEqual(503, (int)answer.StatusCode);
        Assert.Equal(200, await Status(Paths[0]));
        Assert.Equal(200, await Status("/api/v1/regions/T/total"));
    }

    [Fact]
    public async Task TotalsOfAUnitAreOneQueryASecondWhoeverAsks()
    {
        var reads = new ApiReads(gateway.ReadModel, gateway.Time);
        gateway.ReadModel.Opens = opens.Task;
        using var gone = new CancellationTokenSource();
        var leaves = reads.Totals("", gone.Token);
        var stays = Enumerable.Range(0, 2 * ApiReads.QueriesMax).Select(_ => reads.Totals("", default)).ToArray();
        await Asked(1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        opens.SetResult();
        var answers = await Task.WhenAll(stays).WaitAsync(Patience.Max);
        Assert.Single(answers.Distinct());

        gateway.Time.Advance(ApiReads.Reuse - TimeSpan.FromMilliseconds(1));
        Assert.Same(answers[0], await reads.Totals("", default));
        Assert.Equal(0, gateway.ReadModel.Asked.CurrentCount);
        await reads.Totals("R", default);
        Assert.Equal(1, gateway.ReadModel.Asked.CurrentCount);
        gateway.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotSame(answers[0], await reads.Totals("", default));
        Assert.Equal(2, gateway.ReadModel.Asked.CurrentCount);
    }

    [Fact]
    public async Task TotalsThatFailedAreAskedAgain()
    {
        gateway.ReadModel.Failure = new IOException("disk gone");
        Assert.Equal(503, await Status("/api/v1/regions/T/total"));
        gateway.ReadModel.Failure = null;
        Assert.Equal(200, await Status("/api/v1/regions/T/total"));
    }

    private async Task Asked(int questions)
    {
        for (var n = 0; n < questions; n++) Assert.True(await gateway.ReadModel.Asked.WaitAsync(Patience.Max));
    }

    private async Task<int> Status(string path)
    {
        using var answer = await gateway.Http.GetAsync(path).WaitAsync(Patience.Max);
        return (int)answer.StatusCode;
    }
}
