namespace RealtimeGov.Devices.Import;

/// <summary>Which columns of a file are what. Read from JSON by <see cref="ImportMapReader"/>; described in docs/field.md.</summary>
public sealed record ImportMap
{
    /// <summary>The name under which row ids are unique; part of every report's id, so never change it.</summary>
    public required string Source { get; init; }

    /// <summary>The column with the row's id.</summary>
    public required string Id { get; init; }

    public required TimeColumn Time { get; init; }

    /// <summary>Columns from class to kind, one or two. A missing kind leaves the class alone.</summary>
    public required IReadOnlyList<string> Category { get; init; }

    /// <summary>Null when the file has no positions.</summary>
    public PositionColumns? Position { get; init; }

    /// <summary>The first of these that is not missing is the text.</summary>
    public required IReadOnlyList<string> Text { get; init; }

    /// <summary>Values that mean "missing", exactly. An empty value always does.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public TextCleaning Clean { get; init; } = TextCleaning.None;

    /// <summary>Every column the map names, each once.</summary>
    internal IEnumerable<string> Columns => new[] { Id, Time.Column, Time.ZoneColumn, Position?.Latitude, Position?.Longitude }
        .Concat(Category).Concat(Text).OfType<string>().Distinct(StringComparer.Ordinal);
}

/// <summary>When a row was observed.</summary>
/// <param name="Column">The column.</param>
/// <param name="Format">.NET custom format of a wall clock's reading, such as yyyy-MM-dd HH:mm:ss.</param>
/// <param name="Zone">IANA zone of every row; null when each row names its own.</param>
/// <param name="ZoneColumn">The column with the row's IANA zone; null when all rows share one.</param>
public sealed record TimeColumn(string Column, string Format, string? Zone, string? ZoneColumn);

/// <summary>WGS84 degrees.</summary>
public sealed record PositionColumns(string Latitude, string Longitude);

/// <summary>What may be changed in a text so that the gateway takes it.</summary>
public enum TextCleaning
{
    /// <summary>Texts are sent as they are.</summary>
    None,

    /// <summary>Control characters other than tab and line ends, and U+FFFD, become spaces; a text over 2,000 characters is cut there.</summary>
    Fit,
}
