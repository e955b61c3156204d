using RealtimeGov.Gateway.Field.Intake;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Field.Intake;

public sealed class IntakeMeterTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime time = new(TestGateway.Start);
    private readonly IntakeMeter meter;

    public IntakeMeterTests() => meter = new IntakeMeter(time);

    [Fact]
    public void BoundsArePinned() => Assert.Equal((2, 10, 10), (IntakeMeter.LagOfStorm.TotalSeconds, IntakeMeter.CalmAfter.TotalSeconds, RetryRate.Seconds));

    [Fact]
    public void WhatWaitsIsCountedAndTheOldestTold()
    {
        Assert.Equal(new IntakeFigures(false, 0, 0, 0), meter.Read());
        var first = meter.Taken(3);
        time.Advance(TimeSpan.FromMilliseconds(40));
        var second = meter.Taken(500);
        time.Advance(TimeSpan.FromMilliseconds(10));
        var third = meter.Taken(1);
        Assert.Equal(new IntakeFigures(false, 504, 50, 0), meter.Read());

        meter.Answered(second, 0); // out of order: another grid was quicker
        Assert.Equal(new IntakeFigures(false, 4, 50, 0), meter.Read());
        meter.Answered(first, 0);
        Assert.Equal(new IntakeFigures(false, 1, 0, 0), meter.Read());
        meter.Answered(third, 0);
        Assert.Equal(new IntakeFigures(false, 0, 0, 0), meter.Read());
        meter.Answered(meter.Taken(7), 0);
        Assert.Equal(new IntakeFigures(false, 0, 0, 0), meter.Read());
    }

    [Fact]
    public void AStormBeginsWithAnAnswerThatIsLateAndEndsTenSecondsAfterTheLast()
    {
        var late = meter.Taken(1);
        time.Advance(IntakeMeter.LagOfStorm);
        Assert.False(meter.Read().Storm);
        time.Advance(Moment);
        Assert.Equal(new IntakeFigures(true, 1, 2_001, 0), meter.Read());

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(meter.Read().Storm);
        meter.Answered(late, 0);
        time.Advance(IntakeMeter.CalmAfter - Moment);
        Assert.Equal(new IntakeFigures(true, 0, 0, 0), meter.Read());
        time.Advance(Moment);
        Assert.False(meter.Read().Storm);
    }

    [Fact]
    public void ALateAnswerBetweenTwoReadingsIsAStormToo()
    {
        var late = meter.Taken(1);
        time.Advance(IntakeMeter.LagOfStorm + Moment);
        meter.Answered(late, 0);

        Assert.Equal(new IntakeFigures(true, 0, 0, 0), meter.Read());
    }

    [Fact]
    public void AnyRetryIsAStormForTenSeconds()
    {
        meter.Answered(meter.Taken(5), 1);
        Assert.Equal(new IntakeFigures(true, 0, 0, 0.1), meter.Read());

        time.Advance(TimeSpan.FromSeconds(6));
        meter.Answered(meter.Taken(5), 4);
        Assert.Equal(new IntakeFigures(true, 0, 0, 0.5), meter.Read());
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new IntakeFigures(true, 0, 0, 0.4), meter.Read());
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new IntakeFigures(false, 0, 0, 0), meter.Read());
    }

    [Fact]
    public async Task AReportWaitsUntilItsGridHasAnswered()
    {
        var bench = new FieldBench();
        var grid = bench.Grains.GridOf("V-1");
        grid.Holds = true;
        var answer = bench.Service.SubmitReport(Reports.Of(1), new FakeCall());
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(new IntakeFigures(true, 1, 3_000, 0), bench.Intake.Read());

        grid.Release();
        await answer;

        Assert.Equal(new IntakeFigures(true, 0, 0, 0), bench.Intake.Read());
    }

    [Fact]
    public async Task AGridThatFailsIsRetries()
    {
        var bench = new FieldBench();
        bench.Grains.GridOf("V-1").Failure = new IOException("no silo");

        await bench.Service.SubmitReport(Reports.Of(1), new FakeCall());

        Assert.Equal(new IntakeFigures(true, 0, 0, 0.1), bench.Intake.Read());
    }
}
