namespace RealtimeGov.Devices.Demo.Offices;

/// <summary>An issue as the demo's offices know it.</summary>
/// <param name="ReportId">Of a reporter who can be asked and who rates; empty where none is known.</param>
/// <param name="Village">Where it is.</param>
/// <param name="Chance">Of this issue alone: what happens to it depends on nothing else.</param>
public sealed record OfficeCase(string IssueId, string ReportId, string Village, string Category, Chance Chance)
{
    /// <summary>As the server names it.</summary>
    public required string Stage { get; set; }

    /// <summary>Decided upon next; 0 where it was not seen.</summary>
    public ulong Version { get; set; }

    /// <summary>The unit that leads the work; empty where nobody does.</summary>
    public string Lead { get; set; } = "";

    /// <summary>A leader's note waits for its answer.</summary>
    public bool HasOpenNote { get; set; }

    /// <summary>What happens to an issue once at most.</summary>
    public HashSet<string> Happened { get; } = [];

    /// <summary>Taken next; null at the end.</summary>
    public OfficeMove? Next { get; set; }
}

/// <summary>A step that somebody takes after a while.</summary>
/// <param name="After">At the speed of life, unless <see cref="IsLate"/>.</param>
/// <param name="By">Null: the reporter, with a slip of paper.</param>
/// <param name="Fields">Of the step, beside its text.</param>
public sealed record OfficeMove(TimeSpan After, OfficeWorker? By, string Step, string Text = "", IReadOnlyDictionary<string, object>? Fields = null)
{
    /// <summary>Who leads the work after it; null: as before.</summary>
    public string? LeadAfter { get; init; }

    /// <summary>Waits for a card: as long on a day that goes faster than life, for limits are whole minutes of the clock on the wall.</summary>
    public bool IsLate { get; init; }
}
