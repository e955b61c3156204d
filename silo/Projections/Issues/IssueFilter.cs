namespace RealtimeGov.Projections.Issues;

/// <summary>Which issues a list is about. What is not named is not asked.</summary>
public sealed record IssueFilter
{
    /// <summary>At least one.</summary>
    public required IReadOnlyCollection<string> Grids { get; init; }

    /// <summary>Closed and declined ones too.</summary>
    public bool WithEnded { get; init; }

    /// <summary>A stage's name as views have it; empty for all.</summary>
    public string Stage { get; init; } = "";

    /// <summary>The unit that leads; empty for all.</summary>
    public string Holder { get; init; } = "";

    /// <summary>Units one of which leads, or works beside the lead; null for all.</summary>
    public IReadOnlyCollection<string>? Units { get; init; }

    /// <summary>Nobody leads.</summary>
    public bool Unheld { get; init; }

    /// <summary>The person who took it over; empty for all.</summary>
    public string Handler { get; init; } = "";

    /// <summary>A category, or the class of several; empty for all.</summary>
    public string Category { get; init; } = "";

    /// <summary>Opened at or after; microseconds since 1970-01-01T00:00Z.</summary>
    public long? FromUs { get; init; }

    /// <summary>Opened before.</summary>
    public long? UntilUs { get; init; }

    /// <summary>Due before; null for all.</summary>
    public long? DueBeforeUs { get; init; }

    /// <summary>As a condition on table <c>issue</c> under the name <c>i</c>, with its parameters.</summary>
    internal (string Sql, List<(string Name, object Value)> Values) ToSql()
    {
        var (conditions, values) = (new List<string>(), new List<(string Name, object Value)>());
        if (!WithEnded) conditions.Add("i.state not in ('closed', 'declined')");
        conditions.Add($"i.grid in ({Names("g", Grids)})");
        if (Stage.Length > 0) Add("i.state = @stage", "stage", Stage);
        if (Holder.Length > 0) Add("i.holder = @holder", "holder", Holder);
        if (Unheld) conditions.Add("i.holder = ''");
        if (Handler.Length > 0) Add("i.issue_id in (select h.issue_id from issue_hand h where h.handler = @handler and h.handler <> '')", "handler", Handler);
        if (Category.Length > 0)
        {
            Add("(i.category = @category or (i.category > @below and i.category < @above))", "category", Category);
            values.AddRange([("below", $"{Category}/"), ("above", $"{Category}0")]); // '0' follows '/'
        }
        if (FromUs is { } from) Add("i.opened_at_us >= @from", "from", from);
        if (UntilUs is { } until) Add("i.opened_at_us < @until", "until", until);
        if (DueBeforeUs is { } due) Add("i.due_us < @due", "due", due);
        if (Units is { Count: > 0 } units)
            conditions.Add($"""
                (i.holder in ({Names("u", units)}) or i.issue_id in (select h.issue_id from issue_hand h
                  where h.others <> '' and ({string.Join(" or ", units.Select((_, at) => $"replace(h.others, ' ' || @u{at} || ' ', '') <> h.others"))})))
                """);
        else if (Units is not null) conditions.Add("1 = 0");
        return (string.Join(" and ", conditions), values);

        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            values.Add((name, value));
        }

        string Names(string prefix, IEnumerable<string> all)
        {
            var names = new List<string>();
            foreach (var one in all)
            {
                values.Add(($"{prefix}{names.Count}", one));
                names.Add($"@{prefix}{names.Count}");
            }
            return string.Join(", ", names);
        }
    }
}
