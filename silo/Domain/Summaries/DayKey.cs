namespace RealtimeGov.Domain.Summaries;

/// <summary>One of a grid's day rows: a local day as place (empty unit), or as what a trade's stewards found.</summary>
public readonly record struct DayKey(int Date, string Unit)
{
    public static DayKey Place(int date) => new(date, "");
}
