using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
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
}
