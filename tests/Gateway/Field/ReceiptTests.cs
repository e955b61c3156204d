using Grpc.Core;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Field;

public sealed class ReceiptTests
{
    private readonly FieldBench bench = new();

    [Fact]
    public async Task AReportWithoutAnyGridIsInvalid()
    {
        var report = Reports.Of(1, grid: "", steward: "");
        report.Origin = Origin.Import;

        var receipt = await bench.Service.SubmitReport(report, new FakeCall());

        Assert.Equal(new ReportReceipt { ReportId = Reports.Id(1), Outcome = Outcome.Invalid, Reason = "no_grid" }, receipt);
    }

    [Theory]
    [InlineData("4711", "", "report_id_malformed")]
    [InlineData("00000000-0000-4000-8000-000000000001", "nobody", "no_grid")]
    [InlineData("00000000-0000-4000-8000-000000000001", "", "steward_missing")]
    public async Task AnotherFaultSaysMoreThanTheMissingGrid(string id, string steward, string reason)
    {
        var report = Reports.Of(1, grid: "", steward);
        report.ReportId = id;

        var receipt = await bench.Service.SubmitReport(report, new FakeCall());

        Assert.Equal(new ReportReceipt { ReportId = id, Outcome = Outcome.Invalid, Reason = reason }, receipt);
    }

    [Fact]
    public async Task AReportWithoutAGridKeepsItsPlaceAmongOthers()
    {
        bench.Send(Reports.Batch(1, Reports.Of(1), Reports.Of(2, grid: "", steward: "nobody"), Reports.Of(3)));
        bench.HalfClose();

        var (acks, _) = await FieldBench.ToEnd(bench.Stream());

        Assert.Equal(
            [(Reports.Id(1), Outcome.Opened), (Reports.Id(2), Outcome.Invalid), (Reports.Id(3), Outcome.Opened)],
            acks[0].Receipts.Select(r => (r.ReportId, r.Outcome)));
    }

    [Fact]
    public async Task AGridThatFailsMeansRetryForItsReportsAndNoOthers()
    {
        bench.Grains.GridOf("V-1").Failure = new IOException("disk full");
        bench.Send(Reports.Batch(1, Reports.Of(1), Reports.Of(2, "W-1")));
        bench.HalfClose();

        var (acks, fault) = await FieldBench.ToEnd(bench.Stream());

        Assert.Null(fault);
        Assert.Equal(
            [
                new ReportReceipt { ReportId = Reports.Id(1), Outcome = Outcome.Retry, Reason = "not_durable", GridCode = "V-1" },
                new ReportReceipt { ReportId = Reports.Id(2), Outcome = Outcome.Opened, GridCode = "W-1" },
            ],
            acks[0].Receipts);
    }

    // Case 501: there was no receipt at all in twelve minutes.
    [Theory]
    [Trait("lane", "cases")]
    [InlineData(StoreTrouble.Full)]
    [InlineData(StoreTrouble.ReadOnly)]
    public async Task AStoreThatTakesNothingMeansRetryAtOnceAndNoGridIsAsked(StoreTrouble trouble)
    {
        bench.Grains.GridOf("V-1").Holds = true; // a grid that never answers
        bench.Store.Tell(StoreWitness.Commits, new StoreState(trouble, "/data/journal.db"));
        bench.Send(Reports.Batch(1, Reports.Of(1)));
        await using var stream = bench.Stream();

        Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(Patience.Max));
        Assert.Equal(
            new ReportReceipt { ReportId = Reports.Id(1), Outcome = Outcome.Retry, Reason = "not_durable", GridCode = "V-1" },
            Assert.Single(stream.Current.Receipts));

        bench.Grains.GridOf("V-1").Holds = false;
        bench.Store.Tell(StoreWitness.Commits, StoreState.Ok);
        bench.Send(Reports.Batch(2, Reports.Of(1)));
        Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(Patience.Max));
        Assert.Equal(Outcome.Opened, Assert.Single(stream.Current.Receipts).Outcome);
        bench.HalfClose();
    }

    [Fact]
    [Trait("lane", "cases")]
    public async Task DamageSomewhereKeepsNoOtherGridFromCounting()
    {
        bench.Store.Tell(StoreWitness.Damage, new StoreState(StoreTrouble.Damaged, "/data/journal.db"));
        bench.Send(Reports.Batch(1, Reports.Of(1)));
        bench.HalfClose();

        var (acks, _) = await FieldBench.ToEnd(bench.Stream());

        Assert.Equal(Outcome.Opened, Assert.Single(acks[0].Receipts).Outcome);
    }

    [Fact]
    [Trait("lane", "cases")]
    public async Task AFailedCommitThatNobodyTriesAgainIsForgottenSoThatOthersMayFindOut()
    {
        bench.Store.Tell(StoreWitness.Commits, new StoreState(StoreTrouble.Full, "/data/journal.db"));
        bench.Time.Advance(StoreHealth.CommitsCountFor + TimeSpan.FromSeconds(1));
        bench.Send(Reports.Batch(1, Reports.Of(1)));
        bench.HalfClose();

        var (acks, _) = await FieldBench.ToEnd(bench.Stream());

        Assert.Equal(Outcome.Opened, Assert.Single(acks[0].Receipts).Outcome);
    }

    [Fact]
    public async Task AReportThatJoinsAnIssueNotOpenGoesWhereItBelongsWithout()
    {
        var joining = Reports.Of(2, "W-1");
        joining.JoinsIssueId = "V-1.99";
        bench.Send(Reports.Batch(1, Reports.Of(1), joining, Reports.Of(3)));
        bench.HalfClose();

        var (acks, _) = await FieldBench.ToEnd(bench.Stream());

        Assert.Equal(
            [(Reports.Id(1), "V-1", ""), (Reports.Id(2), "W-1", "join_unavailable"), (Reports.Id(3), "V-1", "")],
            acks[0].Receipts.Select(r => (r.ReportId, r.GridCode, r.Reason)));
    }

    [Fact]
    public async Task TheGridIsFoundByPositionElseTheStewardsHomeUnsure()
    {
        var inside = Reports.Of(1, grid: "");
        inside.Location = new GeoPoint { Latitude = 30.005, Longitude = 120.005 };
        var outside = Reports.Of(2, grid: "");
        outside.Location = new GeoPoint { Latitude = 10, Longitude = 10 };
        bench.Send(Reports.Batch(1, inside, outside));
        bench.HalfClose();

        await FieldBench.ToEnd(bench.Stream());

        Assert.Equal(
            [(Reports.Id(1), false), (Reports.Id(2), true)],
            bench.Grains.GridOf("V-1").Commands[0].Reports.Select(r => (r.Report.ReportId, r.PlaceUnsure)));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("2016-06-13T08:40:00Z", 0)]
    [InlineData("2016-06-13T16:39:00+08:00", 60_000)]
    [InlineData("2016-06-13t08:41:30.2509999999z", -90_250)]
    public async Task TheDevicesClockTravelsToTheGrid(string? deviceTime, long offsetMs)
    {
        await bench.Service.SubmitReport(Reports.Of(1), new FakeCall(deviceTime));

        var command = bench.Grains.GridOf("V-1").Commands[0];
        Assert.Equal(offsetMs, command.ClockOffsetMs);
        Assert.Equal(Domain.Time.Instant.From(TestGateway.Start), command.ReceivedAtUs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2016-06-13T08:40:00")]
    [InlineData("2016-02-30T08:40:00Z")]
    [InlineData("1465807200")]
    public async Task ADevicesTimeThatIsNoneEndsTheCall(string deviceTime)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(() => bench.Service.SubmitReport(Reports.Of(1), new FakeCall(deviceTime)));

        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.Empty(bench.Grains.GridOf("V-1").Commands);
    }
}
