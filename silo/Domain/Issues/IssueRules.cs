using RealtimeGov.Domain.Deadlines;

namespace RealtimeGov.Domain.Issues;

/// <summary>A town's settings of the loop, beside its limits, calendars and routing.</summary>
public sealed record IssueRules
{
    public static IssueRules Default { get; } = new();

    /// <summary>So often may an issue be handed back; the next time it goes upward.</summary>
    public uint HandBacksMax { get; init; } = 2;

    public uint ReopensMax { get; init; } = 2;

    public uint ExtensionsMax { get; init; } = 2;

    /// <summary>Calendar days that a reporter has for what the desk asks.</summary>
    public int AskBackDaysMax { get; init; } = 5;

    /// <summary>Reopening, like rating, ends so many days after the reporters were told.</summary>
    public int ReopenDaysMax { get; init; } = 90;

    public int RecheckDaysMax { get; init; } = 90;

    /// <summary>Days that a suspension or an extension may reach ahead.</summary>
    public int MoveDaysMax { get; init; } = 365;

    public int PartsMax { get; init; } = 20;

    /// <summary>Units that work beside the lead.</summary>
    public int UnitsMax { get; init; } = 20;

    /// <summary>Issues that join one: its answer is a message to each, in one append.</summary>
    public int ChildrenMax { get; init; } = 5000;

    /// <summary>By category, its class, or "": the share of resolutions that somebody else verifies, 0 to 1.</summary>
    public IReadOnlyDictionary<string, double> SamplingRates { get; init; } = new Dictionary<string, double>();

    /// <summary>Categories, or their classes, whose result shows in no photo: noise, a dispute.</summary>
    public IReadOnlySet<string> WithoutPhoto { get; init; } = new HashSet<string>();

    public bool NeedsPhoto(string category) => !CategoryNames.From(category).Any(WithoutPhoto.Contains);

    /// <summary>Without a rate of its own nothing of a category is sampled.</summary>
    public double SamplingRateOf(string category) =>
        CategoryNames.From(category).Select(name => SamplingRates.TryGetValue(name, out var rate) ? rate : (double?)null)
            .FirstOrDefault(rate => rate is not null) ?? 0;
}
