using RealtimeGov.Domain.Figures;
using RealtimeGov.Domain.Tests.Issues;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Tests.Issues.LoopSamples;

namespace RealtimeGov.Domain.Tests.Figures;

/// <summary>Whole lives, decided by the decider: what the figures are made of.</summary>
internal static class Lives
{
    public const long LongAfterUs = 60 * Instant.DayUs;

    public static JournaledIssue SolvedByFinder() =>
        new JournaledIssue().Take(new IssueCommand { SolveByFinder = new SolveByFinder() }, Finder(), Written("已解决"));

    public static JournaledIssue HandedUp()
    {
        var issue = new JournaledIssue().Handling("town");
        issue.Take(new IssueCommand { HandUp = new HandUpIssue() }, Holder("town"), Written("超出本级"));
        return issue.Take(new IssueCommand { TakeOver = new TakeOverIssue() }, Holder("county"));
    }

    public static JournaledIssue Open() => new JournaledIssue().Handling();

    public static JournaledIssue Closed(this JournaledIssue issue, long afterUs = 0)
    {
        issue.NowUs += afterUs;
        return issue.Resolved(feedBack: true).Take(new IssueCommand { Close = new CloseIssue() }, Dispatcher);
    }

    public static IEnumerable<IssueLife> Of(long untilUs, params (int Count, Func<JournaledIssue> Live)[] groups) =>
        groups.SelectMany(group =>
        {
            var events = group.Live().Events;
            return Enumerable.Range(0, group.Count).Select(_ => IssueLife.Of(events, untilUs)!);
        });
}
