using RealtimeGov.Bench.Ingest.Ours;
using RealtimeGov.Bench.Ingest.Plain;
using RealtimeGov.Bench.Ingest.Raw;
using RealtimeGov.Bench.Ingest.Stores;
using RealtimeGov.Bench.Support.Measurement;
using RealtimeGov.Bench.Support.Transport;
using RealtimeGov.Bench.Support.Servers;
using RealtimeGov.Bench.Support.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Ingest;

/// <summary>What one round measured.</summary>
internal sealed record RoundResult(Stage Raw, Stage Plain, Stage Single, Stage Batch32, Stage Batch256, double AckP50Ms, double AckP99Ms, string Engine);

/// <summary>The contenders, one after another, each on an empty store with a warm program.</summary>
internal sealed class Round(IngestPlan plan, IStoreUnderTest store, BenchTown town, ReportMaker maker, string host, string baseline, Action<string> say)
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public async Task<RoundResult> Run(int number)
    {
        var raw = await Raw();
        say(raw.Describe(number));
        var plain = await Plain();
        say(plain.Describe(number));
        return await Ours(number, raw, plain);
    }

    private async Task<Stage> Raw()
    {
        await Write(plan.Warm);
        return await Write(plan.Raw);
    }

    private async Task<Stage> Write(int count)
    {
        var days = new RawDays();
        var transactions = RawReport.Of(maker.Many(count), Zone).Chunk(plan.RawPerTransaction).Select(chunk => (chunk, days.Touch(chunk))).ToList();
        Collect();
        return await new StageMeter(() => default, store.Database).Run("raw", async () =>
        {
            var (seconds, found) = await store.Raw(transactions);
            if (found != count) throw new InvalidOperationException($"raw wrote {count} reports and found {found}");
            return (count, seconds, 0, 0);
        });
    }

    private async Task<Stage> Plain()
    {
        await using var server = await BenchServer.Start(baseline, await store.ForPlain());
        await PlainLoad.Send(server, PlainLoad.Bodies(maker.Many(plan.PlainWarm)), plan.PlainConnections);
        var bodies = PlainLoad.Bodies(maker.Many(plan.Plain));
        Collect();
        return await new StageMeter(() => server.Used, store.Database).Run("plain", async () =>
            (plan.Plain, await PlainLoad.Send(server, bodies, plan.PlainConnections), bodies.Sum(b => (long)b.Length), 0));
    }

    private async Task<RoundResult> Ours(int number, Stage raw, Stage plain)
    {
        string[] arguments = ["--open", "--port", "0", "--grpc-port", "0", "--regions", town.File, .. await store.ForHost()];
        await using var server = await BenchServer.Start(host, arguments);
        using var api = new GatewayApi(server.Http);
        await api.Ready();
        await api.RegisterCategories();
        var outcomes = new Outcomes();
        await Fleet.Send(server.Grpc!, maker.Many(plan.Warm), 1, outcomes);

        var single = await Stretch(server, "single", plan.Single, 1, outcomes, number);
        var batch32 = await Stretch(server, "batch32", plan.Batch32, 32, outcomes, number);
        var batch256 = await Stretch(server, "batch256", plan.Batch256, 256, outcomes, number);
        var alone = await Alone.Time(server.Grpc!, maker.Many(plan.Alone), outcomes);
        say(FormattableString.Invariant($"  round {number}  alone     p50 {alone.QuantileMs(0.5):F2} ms   p99 {alone.QuantileMs(0.99):F2} ms   max {alone.MaxMs:F1} ms"));
        await Verify(api, outcomes, number);
        var engine = (await api.About()).GetProperty("engine").GetString()!;
        return new RoundResult(raw, plain, single, batch32, batch256, alone.QuantileMs(0.5), alone.QuantileMs(0.99), engine);
    }

    private async Task<Stage> Stretch(BenchServer server, string name, int count, int reportsPerMessage, Outcomes outcomes, int number)
    {
        var reports = maker.Many(count);
        Collect();
        var stage = await new StageMeter(() => server.Used, store.Database).Run(name, async () =>
        {
            var (before, full) = (outcomes.Accepted, outcomes.Retries);
            var seconds = await Fleet.Send(server.Grpc!, reports, reportsPerMessage, outcomes);
            return (outcomes.Accepted - before, seconds, reports.Sum(r => (long)r.CalculateSize()), outcomes.Retries - full);
        });
        say(stage.Describe(number));
        return stage;
    }

    /// <summary>The counts that people read are those that were acknowledged, from the store and from the grains.</summary>
    private async Task Verify(GatewayApi api, Outcomes outcomes, int number)
    {
        var today = await api.Today(town.Root, outcomes.Accepted);
        var total = await api.Total(town.Root);
        var lost = Math.Max(0, outcomes.Accepted - Math.Min(today, total));
        var doubled = Math.Max(0, Math.Max(today, total) - outcomes.Accepted);
        say($"  round {number}  verified  acknowledged={outcomes.Accepted} total={total} today={today} lost={lost} doubled={doubled}");
        if (lost + doubled + outcomes.Others > 0)
            throw new InvalidOperationException($"lost={lost} doubled={doubled} unexpected receipts={outcomes.Others}");
    }

    // What was made before the clock starts is not collected on the clock.
    private static void Collect() => GC.Collect();
}
