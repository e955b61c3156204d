namespace RealtimeGov.Journal.Search;

/// <summary>How a store is asked for the texts that have all of some pairs; the newest first is the order of <paramref name="Id"/>.</summary>
/// <param name="From">What to select from: table <c>search_text</c> under the name <c>t</c>, and what it is found by.</param>
/// <param name="Match">The condition, with the parameter <c>@pairs</c>.</param>
/// <param name="Id">The column by which the order costs no sorting.</param>
/// <param name="Value">The parameter.</param>
public sealed record SearchDialect(string From, string Match, string Id, Func<IReadOnlyCollection<string>, object> Value);
