namespace RealtimeGov.Domain.Programmes;

/// <summary>What a field of an action holds.</summary>
public enum FieldKind
{
    /// <summary>1 to 64 of A-Z, a-z, 0-9, <c>_</c>, <c>.</c>, <c>-</c>: an item, a unit.</summary>
    Id,

    /// <summary>An id of a person or an office. Whoever does not run the programme acts for nobody else.</summary>
    Person,

    /// <summary>Ids of people, with blanks or commas between them.</summary>
    People,

    /// <summary>1 to 100 printable characters that an office publishes: a fact.</summary>
    Title,

    /// <summary>Up to 2,000 characters that somebody writes: content, which can be erased.</summary>
    Text,

    /// <summary>A region of the day's tree.</summary>
    Region,

    /// <summary>Several of them.</summary>
    Regions,

    /// <summary>yyyy-MM-dd.</summary>
    Day,

    /// <summary>0 to 1,000,000,000.</summary>
    Number,

    /// <summary>Numbers with blanks or commas between them.</summary>
    Numbers,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>One of the field's choices.</summary>
    Choice,

    /// <summary>2 to 500 points, <c>latitude,longitude</c> in WGS84 degrees with blanks between them.</summary>
    Line,
}

/// <summary>A field of an action: its name in requests and in both languages.</summary>
public sealed record ProgrammeField(string Name, FieldKind Kind, string English, string Chinese, bool Needed = false, params IReadOnlyList<ProgrammeChoice> Choices);

/// <param name="Name">As requests, events and rows have it.</param>
public sealed record ProgrammeChoice(string Name, string English, string Chinese);
