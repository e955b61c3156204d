using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Protos;
using Outcome = RealtimeGov.Protos.Outcome;

namespace RealtimeGov.Domain.Tests.Summaries;

public sealed class RegionDayProperties
{
    private const int Grids = 4;

    /// <summary>What the grids went through, and in which order a parent heard of it; both as choices.</summary>
    private static Arbitrary<int[]> Choices { get; } = Gen.ArrayOf(Gen.Choose(0, int.MaxValue)).ToArbitrary();

    [Fact]
    public void Lost_repeated_and_reordered_summaries_all_end_at_the_same_sum() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Choices, Choices, (reports, deliveries) =>
        {
            var histories = Histories(reports);
            var region = new RegionDay("V1", 7);
            foreach (var delivery in deliveries) Deliver(region, histories, delivery);
            // What was lost is said again, in an order of its own.
            var lasts = histories.Select(h => h[^1]).ToArray();
            new System.Random(deliveries.Length).Shuffle(lasts);
            foreach (var last in lasts) region.Accept(last);
            return Sorted(region.ToSummary()).Equals(Sum(lasts));
        }));

    [Fact]
    public void On_the_way_no_count_falls_and_valid_is_the_sum_of_its_parts() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Choices, Choices, (reports, deliveries) =>
        {
            var histories = Histories(reports);
            var region = new RegionDay("V1", 7);
            var before = region.ToSummary();
            foreach (var delivery in deliveries)
            {
                var changed = Deliver(region, histories, delivery);
                var now = region.ToSummary();
                if (changed != now.Version > before.Version || !changed && !now.Equals(before)) return false;
                if (Falls(before.Counts, now.Counts) || now.Counts.Valid != now.Counts.Opened + now.Counts.Joined + now.Counts.Recorded) return false;
                if ((ulong)now.Counts.ByCategory.Values.Sum(n => (long)n) != now.Counts.Valid) return false;
                before = now;
            }

            return true;
        }));

    [Fact]
    public void A_level_between_changes_no_sum() => Check.QuickThrowOnFailure(Prop.ForAll(Choices, reports =>
    {
        var lasts = Histories(reports).Select(h => h[^1]).ToArray();
        var (left, right, town) = (new RegionDay("V1", 7), new RegionDay("V2", 7), new RegionDay("T", 7));
        for (var at = 0; at < lasts.Length; at++) (at % 2 == 0 ? left : right).Accept(lasts[at]);
        town.Accept(left.ToSummary());
        town.Accept(right.ToSummary());
        var (through, flat) = (Sorted(town.ToSummary()), Sum(lasts));
        return through.Counts.Equals(flat.Counts) && through.Version == flat.Version
            && through.Newest.Equals(flat.Newest) && through.Grids.Equals(flat.Grids);
    }));

    private static bool Deliver(RegionDay region, DaySummary[][] histories, int choice)
    {
        var history = histories[choice % Grids];
        return region.Accept(history[choice / Grids % history.Length]);
    }

    /// <summary>Each grid's summaries, from the empty day on.</summary>
    private static DaySummary[][] Histories(int[] reports)
    {
        var tallies = Enumerable.Range(0, Grids).Select(_ => new Tally()).ToArray();
        var histories = tallies.Select((tally, at) => new List<DaySummary> { Summary(at, tally) }).ToArray();
        for (var n = 0; n < reports.Length; n++)
        {
            var (at, rest) = (reports[n] % Grids, reports[n] / Grids);
            var seq = tallies[at].Version + 1 + (ulong)(rest % 3); // other days changed in between
            var outcome = (rest / 3 % 4) switch { 0 => Outcome.Opened, 1 => Outcome.Joined, 2 => Outcome.Recorded, _ => Outcome.Invalid };
            if (outcome == Outcome.Invalid) tallies[at].Refuse(seq);
            else tallies[at].Accept(seq, outcome, $"c{rest / 12 % 3}", new FeedItem { ReportId = $"{n:000}", ObservedAtUs = rest / 36 % 10 });
            histories[at].Add(Summary(at, tallies[at]));
        }

        return [.. histories.Select(h => h.ToArray())];
    }

    private static DaySummary Summary(int grid, Tally tally)
    {
        var summary = new DaySummary { Region = $"G{grid}", Date = 7, Version = tally.Version, Counts = tally.ToCounts() };
        summary.Newest.AddRange(tally.Newest.Items);
        return summary;
    }

    private static DaySummary Sum(DaySummary[] parts)
    {
        ulong Total(Func<DayCounts, ulong> of) => parts.Aggregate(0ul, (sum, part) => sum + of(part.Counts));
        var sum = new DaySummary
        {
            Region = "V1",
            Date = 7,
            Version = parts.Aggregate(0ul, (v, part) => v + part.Version),
            Counts = new DayCounts
            {
                Valid = Total(c => c.Valid), Invalid = Total(c => c.Invalid), Opened = Total(c => c.Opened),
                Joined = Total(c => c.Joined), Recorded = Total(c => c.Recorded), AwaitingReview = Total(c => c.AwaitingReview),
            },
        };
        foreach (var category in parts.SelectMany(p => p.Counts.ByCategory.Keys).Distinct())
            sum.Counts.ByCategory[category] = Total(c => c.ByCategory.TryGetValue(category, out var n) ? n : 0);
        sum.Newest.AddRange(parts.SelectMany(p => p.Newest).OrderByDescending(i => i.ObservedAtUs)
            .ThenByDescending(i => i.ReportId, StringComparer.Ordinal).Take(20));
        sum.Children.AddRange(parts.Where(p => p.Version > 0).OrderBy(p => p.Region, StringComparer.Ordinal)
            .Select(p => new ChildCount { Code = p.Region, Valid = p.Counts.Valid, Version = p.Version }));
        sum.Grids.AddRange(sum.Children);
        return sum;
    }

    /// <summary>The order of children says nothing.</summary>
    private static DaySummary Sorted(DaySummary summary)
    {
        var sorted = summary.Clone();
        foreach (var list in new[] { sorted.Children, sorted.Grids })
        {
            var byCode = list.OrderBy(c => c.Code, StringComparer.Ordinal).ToArray();
            list.Clear();
            list.AddRange(byCode);
        }

        return sorted;
    }

    private static bool Falls(DayCounts a, DayCounts b) =>
        b.Valid < a.Valid || b.Invalid < a.Invalid || b.Opened < a.Opened || b.Joined < a.Joined || b.Recorded < a.Recorded
        || b.AwaitingReview < a.AwaitingReview || a.ByCategory.Any(c => !b.ByCategory.TryGetValue(c.Key, out var n) || n < c.Value);
}
