using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using Outcome = RealtimeGov.Protos.Outcome;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class GridProperties
{
    [Fact]
    public void Each_id_counts_once_on_the_day_of_its_first_valid_report() => Check.QuickThrowOnFailure(Prop.ForAll(Commands.Arbitrary, commands =>
    {
        var grid = new JournaledGrid();
        var valid = new Dictionary<string, DayKey>();
        var invalid = new Dictionary<string, int>();
        foreach (var (routed, context) in commands)
        {
            var check = ReportChecks.Check(routed.Report, context);
            var decision = grid.Receive(routed, context);
            if (decision.Elsewhere) continue;
            var id = routed.Report.ReportId;
            var expected = valid.ContainsKey(id) ? Outcome.Duplicate : check.Fault is null ? decision.Receipt.Outcome : Outcome.Invalid;
            if (decision.Receipt.Outcome != expected) return false;
            if (expected is Outcome.Opened or Outcome.Joined or Outcome.Recorded) valid.Add(id, new DayKey(check.Time.Day, check.Unit));
            else if (expected == Outcome.Invalid) invalid.TryAdd(id, check.Time.Day);
            else if (expected != Outcome.Duplicate) return false;
        }

        return grid.State.Days.All(day =>
        {
            var counts = day.Value.ToCounts();
            var isPlace = day.Key.Unit.Length == 0;
            return counts.Valid == (ulong)valid.Values.Count(v => v.Date == day.Key.Date && (isPlace || v.Unit == day.Key.Unit))
                && counts.Invalid == (ulong)(isPlace ? invalid.Values.Count(d => d == day.Key.Date) : 0)
                && counts.Valid == counts.Opened + counts.Joined + counts.Recorded
                && counts.Valid == (ulong)counts.ByCategory.Values.Sum(n => (long)n);
        });
    }));

    [Fact]
    public void Within_eight_days_no_repeated_id_has_to_be_looked_up() => Check.QuickThrowOnFailure(Prop.ForAll(Commands.Arbitrary, commands =>
    {
        var grid = new JournaledGrid();
        var lastUs = Samples.NowUs + KnownIds.Days * Instant.DayUs;
        foreach (var (routed, context) in commands.TakeWhile(c => c.Context.ReceivedAtUs <= lastUs)) grid.Receive(routed, context);
        return grid.ClaimsMet == 0;
    }));

    [Fact]
    public void A_duplicate_names_what_the_first_receipt_named() => Check.QuickThrowOnFailure(Prop.ForAll(Commands.Arbitrary, commands =>
    {
        var grid = new JournaledGrid();
        var first = new Dictionary<string, ReportReceipt>();
        return commands.All(command =>
        {
            var receipt = grid.Receive(command.Routed, command.Context).Receipt;
            if (receipt.Outcome is Outcome.Opened or Outcome.Joined or Outcome.Recorded) return first.TryAdd(receipt.ReportId, receipt);
            return receipt.Outcome != Outcome.Duplicate
                || (receipt.IssueId == first[receipt.ReportId].IssueId && receipt.GridCode == first[receipt.ReportId].GridCode);
        });
    }));

    [Fact]
    public void Counts_never_fall_and_versions_grow_with_them() => Check.QuickThrowOnFailure(Prop.ForAll(Commands.Arbitrary, commands =>
    {
        var grid = new JournaledGrid();
        var before = new Dictionary<DayKey, (DayCounts Counts, ulong Version)>();
        foreach (var (routed, context) in commands)
        {
            grid.Receive(routed, context);
            foreach (var (key, tally) in grid.State.Days)
            {
                var now = tally.ToCounts();
                var (counts, version) = before.GetValueOrDefault(key, (new DayCounts(), 0ul));
                if (now.Opened < counts.Opened || now.Joined < counts.Joined || now.Recorded < counts.Recorded || now.Invalid < counts.Invalid) return false;
                if (now.Equals(counts) ? tally.Version != version : tally.Version <= version || tally.Version != grid.State.Seq) return false;
                before[key] = (now, tally.Version);
            }
        }

        return true;
    }));

    [Fact]
    public void Issues_are_numbered_without_a_gap() => Check.QuickThrowOnFailure(Prop.ForAll(Commands.Arbitrary, commands =>
    {
        var grid = new JournaledGrid();
        var opened = commands.Select(c => grid.Receive(c.Routed, c.Context).Receipt).Where(r => r.Outcome == Outcome.Opened).Select(r => r.IssueId).ToArray();
        return opened.SequenceEqual(Enumerable.Range(1, opened.Length).Select(n => $"G1.{n}")) && grid.State.IssuesOpened == (ulong)opened.Length;
    }));

    [Fact]
    public void Deciding_changes_nothing_and_deciding_again_decides_the_same() => Check.QuickThrowOnFailure(Prop.ForAll(Commands.Arbitrary, commands =>
    {
        var grid = new JournaledGrid();
        foreach (var (routed, context) in commands)
        {
            var sent = routed.Clone();
            var first = grid.Decide(routed, context); // opens the days, as the grain does
            var (before, days) = (grid.State.ToSnapshot(), DaysOf(grid.State));
            var second = grid.Decide(routed, context);
            if (!AreSame(first, second) || !before.Equals(grid.State.ToSnapshot()) || !days.SequenceEqual(DaysOf(grid.State)) || !sent.Equals(routed)) return false;
            grid.Receive(routed, context);
        }

        return true;
    }));

    [Fact]
    public void A_restart_from_any_snapshot_counts_and_decides_as_if_there_had_been_none() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Commands.Arbitrary, Commands.Arbitrary, Gen.Choose(0, int.MaxValue).ToArbitrary(), (commands, probes, at) =>
        {
            var grid = new JournaledGrid();
            foreach (var (routed, context) in commands) grid.Receive(routed, context);
            var restarted = grid.Restarted(at % (grid.Events.Count + 1));
            if (restarted.Seq != grid.State.Seq || !Sorted(restarted.ToSnapshot()).Equals(Sorted(grid.State.ToSnapshot()))) return false;
            if (!DaysOf(restarted).Order(ByText).SequenceEqual(DaysOf(grid.State).Order(ByText))) return false;
            var nowUs = commands.Length == 0 ? Samples.NowUs : commands[^1].Context.ReceivedAtUs;
            return commands.TakeLast(20).Concat(probes).All(probe =>
            {
                var context = probe.Context with { ReceivedAtUs = Math.Max(nowUs, probe.Context.ReceivedAtUs) };
                var check = ReportChecks.Check(probe.Routed.Report, context);
                return AreSame(GridDecider.Decide(restarted, probe.Routed, check, context), GridDecider.Decide(grid.State, probe.Routed, check, context));
            });
        }));

    /// <summary>A record compares arrays by reference: of two digests, what they hold is compared.</summary>
    private static bool AreSame(GridDecision a, GridDecision b) =>
        (a.Digest ?? []).SequenceEqual(b.Digest ?? []) && a with { Digest = null } == b with { Digest = null };

    /// <summary>The order of ids says nothing: forgetting leaves gaps that later ids fill.</summary>
    private static GridSnapshot Sorted(GridSnapshot snapshot)
    {
        foreach (var ids in new[] { snapshot.Known, snapshot.Refused })
        {
            var byId = ids.OrderBy(known => ReportIds.FromBytes(known.ReportId)).ToArray();
            ids.Clear();
            ids.AddRange(byId);
        }

        return snapshot;
    }

    private static Comparer<(string Key, DayCounts Counts, ulong Version, string Newest)> ByText { get; } =
        Comparer<(string Key, DayCounts Counts, ulong Version, string Newest)>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key));

    private static List<(string Key, DayCounts Counts, ulong Version, string Newest)> DaysOf(GridState state) =>
        [.. state.Days.Select(d => ($"{d.Key.Date} {d.Key.Unit}", d.Value.ToCounts(), d.Value.Version, string.Join(' ', d.Value.Newest.Items)))];
}
