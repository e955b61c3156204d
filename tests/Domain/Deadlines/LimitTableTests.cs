using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Deadlines;

public sealed class LimitTableTests
{
    private static readonly LimitTable Limits = new(
    [
        Limit("", LoopLevel.Unspecified, 7),
        Limit("roads", LoopLevel.Unspecified, 5),
        Limit("roads", LoopLevel.County, 6),
        Limit("roads/pothole", LoopLevel.Town, 1),
    ]);

    [Theory]
    [InlineData("roads/pothole", LoopLevel.Town, 1)]
    [InlineData("roads/pothole", LoopLevel.Village, 5)]
    [InlineData("roads/pothole", LoopLevel.County, 6)]
    [InlineData("roads/pothole/deep", LoopLevel.Town, 1)]
    [InlineData("roadside", LoopLevel.Town, 7)]
    [InlineData("", LoopLevel.Town, 7)]
    public void The_one_that_names_most_holds(string category, LoopLevel level, int days) =>
        Assert.Equal(TimeLimit.WorkingDays(days), Limits.Of(IssueClock.Handle, category, level));

    [Fact]
    public void Without_one_the_default_holds() => Assert.Equal(TimeLimit.WorkingHours(2), Limits.Of(IssueClock.Review, "roads", LoopLevel.Town));

    [Theory]
    [InlineData(IssueClock.Handle, LimitKind.WorkingDays, 0)]
    [InlineData(IssueClock.Handle, LimitKind.WorkingDays, -1)]
    [InlineData(IssueClock.Handle, LimitKind.WorkingDays, 4000)]
    [InlineData(IssueClock.Handle, LimitKind.Unspecified, 1)]
    [InlineData(IssueClock.AskBack, LimitKind.WorkingDays, 1)]
    public void A_limit_that_is_none_is_refused(IssueClock clock, LimitKind kind, long amount) => Assert.Equal(
        CalendarFaults.LimitInvalid,
        Assert.Throws<CalendarException>(() => new LimitTable([new StepLimit { Clock = clock, Kind = kind, Amount = amount }])).Code);

    [Fact]
    public void A_warning_comes_where_the_town_says_and_before_the_end()
    {
        var limits = new LimitTable([Yellow(2)]);
        Assert.Equal(2, limits.Of(IssueClock.Handle, "", LoopLevel.Town).YellowAmount);
        foreach (var late in (long[])[7, 8, -1])
            Assert.Equal(CalendarFaults.YellowNotBefore, Assert.Throws<CalendarException>(() => new LimitTable([Yellow(late)])).Code);

        static StepLimit Yellow(long days) => new() { Clock = IssueClock.Handle, Kind = LimitKind.WorkingDays, Amount = 7, Yellow = days };
    }

    [Fact]
    public void Two_limits_of_one_clock_are_none() =>
        Assert.Equal(CalendarFaults.LimitTwice, Assert.Throws<CalendarException>(() => new LimitTable([Limit("", LoopLevel.Town, 1), Limit("", LoopLevel.Town, 2)])).Code);

    private static StepLimit Limit(string category, LoopLevel level, int days) =>
        new() { Clock = IssueClock.Handle, Category = category, Level = level, Kind = LimitKind.WorkingDays, Amount = days };
}
