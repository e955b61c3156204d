using System.Globalization;
using RealtimeGov.Domain.Figures;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Domain.Tests.Figures;

/// <summary>A hundred real cases with the city's own judgement of each.</summary>
public sealed class BostonTests
{
    private const string File = "boston311_100.csv";

    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [SharedDataFact(File)]
    public void The_counts_of_closed_and_on_time_are_the_city_s_own()
    {
        var cases = System.IO.File.ReadLines(SharedData.Path(File)).Skip(1).Select(line => line.Split(',')).ToArray();
        var asOf = Instant.From(new DateTimeOffset(2022, 6, 1, 0, 0, 0, TimeSpan.Zero)); // after the last target
        var figures = IssueFigures.Of(cases.Select(row => IssueLife.Of(Events(row[1], row[2], row[3]), asOf)!), asOf);

        Assert.Equal(100, figures.Accepted);
        Assert.Equal((85, 80, 12), (figures.Closed, figures.OnTime, figures.OverdueOpen));
        Assert.Equal(cases.Count(row => row[5] == "Closed"), figures.Closed);
        Assert.Equal(cases.Count(row => row[4] == "ONTIME" && row[5] == "Closed"), figures.OnTime);
        Assert.Equal(cases.Count(row => row[4] == "OVERDUE"), figures.OverdueOpen + figures.Closed - figures.OnTime);
    }

    private static IEnumerable<IssueEvent> Events(string opened, string target, string closed)
    {
        var openedUs = At(opened);
        yield return new IssueEvent { Opened = new IssueOpened { OpenedAtUs = openedUs, Origin = Origin.Import } };
        yield return new IssueEvent { AtUs = openedUs, Accepted = new IssueAccepted() };
        if (target.Length > 0)
            yield return new IssueEvent { AtUs = openedUs, ClockSet = new ClockSet { Clock = IssueClock.Whole, DueUs = At(target), RawDueUs = At(target) } };
        if (closed.Length > 0) yield return new IssueEvent { AtUs = At(closed), Closed = new IssueClosed { Ending = IssueEnding.Resolved } };
    }

    private static long At(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return Instant.From(new DateTimeOffset(time, NewYork.GetUtcOffset(time)));
    }
}
