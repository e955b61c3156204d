using System.Diagnostics;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;
using Xunit.Abstractions;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What asking for a moment costs: it is told, and what is read is no more than the day. Every report of the past days is one row of the journal.</summary>
public abstract partial class PastDayContract
{
    private const int TownGrids = 82;
    private const int BusyDay = 10_000;
    private const int EveOfIt = 2_000;
    private const int QuietDay = 36;

    private protected static async Task Cost(IJournal journal, ITestOutputHelper output)
    {
        string[] grids = [.. Enumerable.Range(1, TownGrids).Select(i => $"C{i:000}")];
        int[] sizes = [EveOfIt, BusyDay, QuietDay];
        var states = grids.ToDictionary(grid => grid, grid => new GridState(grid));
        var store = journal.OpenStore("cost");
        for (var i = 0; i < sizes.Length; i++)
        {
            var (day, perGrid) = (Day + i, sizes[i] / TownGrids + 1);
            var appends = grids.SelectMany((grid, at) => Reported(states[grid], day, at * perGrid, Math.Min(sizes[i], (at + 1) * perGrid), sizes[i]));
            foreach (var batch in appends.Chunk(2_000)) Assert.Equal(CommitAttempt.Committed, await store.Commit(batch, default));
        }

        for (var i = 0; i < sizes.Length; i++)
        {
            var (day, midnight) = (Day + i, Us(24 * 60 * i));
            // The first question of a process compiles what it runs: told is the second.
            for (var turn = 0; turn < 2; turn++)
            {
                var began = Stopwatch.GetTimestamp();
                var read = await journal.ReadModel.Query(PastEvent.OfDay(day, grids, midnight, midnight + Instant.DayUs, int.MaxValue), default);
                var reading = Stopwatch.GetElapsedTime(began);
                var past = new PastDay(day, read);
                began = Stopwatch.GetTimestamp();
                var noon = past.Days(midnight + Instant.DayUs / 2, "").Aggregate(0ul, (sum, row) => sum + row.Counts.Valid);
                var folding = Stopwatch.GetElapsedTime(began);
                Assert.Equal(sizes[i], read.Count); // of the others' thousands none
                Assert.Equal((ulong)sizes[i] / 2 + 1, noon);
                if (turn == 1) output.WriteLine($"{journal.Name}: a day of {sizes[i]} reports in {TownGrids} grids: read in {reading.TotalMilliseconds:0} ms, folded to noon in {folding.TotalMilliseconds:0} ms");
            }
        }
    }

    /// <summary>Some of a day's reports, which lie evenly over it, each a command of its own with the rows that a grid writes.</summary>
    private static IEnumerable<Append> Reported(GridState state, int day, int from, int until, int of)
    {
        state.OpenDay(DayKey.Place(day), new Tally());
        for (var i = from; i < until; i++)
        {
            var atUs = Us(24 * 60 * (day - Day)) + Instant.DayUs / of * i;
            var e = new GridEvent
            {
                Accepted = new ReportAccepted { ReportId = ReportIds.ToBytes(Guid.NewGuid()), LocalDate = day, Category = $"c/{i % 16}", Outcome = Outcome.Recorded, ObservedAtUs = atUs, ReceivedAtUs = atUs },
            };
            state.Apply(state.Seq + 1, e);
            var (rows, stream, envelope) = (new ReadRows(), $"grid/{state.Code}", new Envelope(atUs, Principal.System, Guid.NewGuid(), EventCause.None));
            GridStream.Kind.Project(new StreamRun<GridEvent>(stream, state.Code, [new Recorded<GridEvent>(state.Seq, e, envelope)]), state, rows);
            yield return new Append(long.Parse(state.Code[1..], System.Globalization.CultureInfo.InvariantCulture), (long)state.Seq, envelope, [new StreamSlice(stream, state.Seq, [GridStream.Kind.ToJournal(e, (int)e.KindCase)])], [], rows);
        }
    }
}
