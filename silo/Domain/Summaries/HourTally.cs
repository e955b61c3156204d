using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Summaries;

/// <summary>The valid reports of a day by the hour in which they were observed, after some of its events.</summary>
/// <param name="unit">A trade's code, or empty for the place.</param>
/// <param name="beginsUs">Where the first hour begins, in microseconds since 1970-01-01T00:00Z.</param>
/// <param name="hours">From 1. What was observed before the first counts to it, and what after the last to that: the sum is the day's.</param>
public sealed class HourTally(int date, string unit, long beginsUs, int hours)
{
    private readonly ulong[] counts = new ulong[hours];
    private readonly Dictionary<Google.Protobuf.ByteString, long> hourOf = [];

    public IReadOnlyList<ulong> Counts => counts;

    /// <summary>In the order of their seq; others than those of the day change nothing.</summary>
    public void Apply(GridEvent e)
    {
        switch (e.KindCase)
        {
            case GridEvent.KindOneofCase.Accepted when e.Accepted.LocalDate == date && IsOf(e.Accepted.Unit):
                counts[hourOf[e.Accepted.ReportId] = HourOf(e.Accepted.ObservedAtUs)]++;
                break;
            case GridEvent.KindOneofCase.Withdrawn when hourOf.TryGetValue(e.Withdrawn.ReportId, out var hour): counts[hour]--; break;
            case GridEvent.KindOneofCase.Restored when hourOf.TryGetValue(e.Restored.ReportId, out var hour): counts[hour]++; break;
        }

        bool IsOf(string found) => unit.Length == 0 || found == unit;
    }

    private long HourOf(long observedAtUs) => Math.Clamp((observedAtUs - beginsUs) / Instant.HourUs, 0, hours - 1);
}
