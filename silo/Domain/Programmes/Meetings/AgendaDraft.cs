using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes.Meetings;

/// <summary>What was claimed and what is done, of each programme of a region, for the agenda of a meeting there.</summary>
public static class AgendaDraft
{
    public const int LinesMax = 500;

    /// <summary>By kind: the figures that say what was taken on, and what of it is done.</summary>
    private static readonly SortedDictionary<string, (string Claimed, string Done)> Compared = new(StringComparer.Ordinal)
    {
        ["calendars"] = ("visits", "held"), ["contracts"] = ("signed", "performed"), ["hall"] = ("tasks", "tasksDone"), ["households"] = ("households", "cards"), ["notices"] = ("sent", "acknowledged"),
        ["posts"] = ("places", "taken"), ["promises"] = ("promises", "kept"), ["surveys"] = ("dwellings", "answered"), ["wishes"] = ("wishes", "fulfilled"), ["zones"] = ("target", "done"),
    };

    public static IReadOnlyList<string> Kinds { get; } = [.. Compared.Keys];

    /// <summary>A line for each programme in the region or below it, by kind and id.</summary>
    public static IEnumerable<AgendaLine> Of(IEnumerable<ProgrammeGlance> programmes, string region, TreeOfDay tree) => programmes
        .Where(one => Compared.ContainsKey(one.Kind) && Access.IsWithin(one.Region, region, tree))
        .OrderBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal).Take(LinesMax)
        .Select(one => new AgendaLine
        {
            Kind = one.Kind, Id = one.Id, Title = one.Title, Region = one.Region, Claimed = one.Figures.GetValueOrDefault(Compared[one.Kind].Claimed), Done = one.Figures.GetValueOrDefault(Compared[one.Kind].Done),
        });

    /// <summary>Big and hard matters in the region, the hard ones first, of two the one that is due first; and how many there are in all.</summary>
    public static (IReadOnlyList<AgendaMatter> Lines, int InAll) Matters(IEnumerable<MatterGlance> open, string region, TreeOfDay tree)
    {
        var matters = open.Where(one => one.Size is MatterSize.Big or MatterSize.Hard && Access.IsWithin(one.Grid, region, tree)).ToList();
        var zone = tree.ZoneOf(region);
        return ([.. matters
            .OrderByDescending(one => one.Size).ThenBy(one => one.DueUs == 0 ? long.MaxValue : one.DueUs).ThenBy(one => one.Issue, StringComparer.Ordinal).Take(LinesMax)
            .Select(one => new AgendaMatter
            {
                Issue = one.Issue, Category = one.Category, Grid = one.Grid, Size = one.Size == MatterSize.Hard ? "hard" : "big", Stage = one.Stage, Holder = one.Holder,
                OpenedDate = LocalDay.Of(one.OpenedAtUs, zone), DueDate = one.DueUs == 0 ? 0 : LocalDay.Of(one.DueUs, zone),
            })], matters.Count);
    }
}
