using RealtimeGov.Domain.Summaries;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Journal.Appends;

/// <summary>
/// Rows of the read model, each owned by one stream and absolute: written only where the row's seq is below the new one.
/// </summary>
public sealed class ReadRows
{
    public List<DayChange> Days { get; } = [];

    public List<ReportRow> Reports { get; } = [];

    public List<WithdrawalRow> Withdrawals { get; } = [];

    public List<IssueRow> Issues { get; } = [];

    public List<StewardRow> Stewards { get; } = [];

    public List<RegionRow> Regions { get; } = [];

    public List<CategoryRow> Categories { get; } = [];

    public List<AssignmentRow> Assignments { get; } = [];

    public List<SiloSettingRow> SiloSettings { get; } = [];

    public List<AuditRow> Audit { get; } = [];
}

/// <summary>A day of a grid as it is after the append; owned by the grid's stream, versioned by its seq.</summary>
public sealed record DayChange(string Grid, DayKey Key, FrozenTally Tally);

/// <summary>One valid report; owned by its grid's stream.</summary>
public sealed record ReportRow(string Grid, ulong Seq, ReportAccepted Report);

/// <summary>A report's row is marked: it no longer counts.</summary>
/// <param name="ReportSeq">The seq of the report's own event.</param>
/// <param name="Seq">That of its withdrawal, which tells by whom and why.</param>
public sealed record WithdrawalRow(string Grid, int LocalDate, ulong ReportSeq, ulong Seq);

/// <summary>One issue; owned by its own stream.</summary>
public sealed record IssueRow(string IssueId, ulong Seq, IssueOpened Opened);

public sealed record StewardRow(ulong Seq, Steward Steward);

public sealed record RegionRow(ulong Seq, RegionDefined Definition);

public sealed record CategoryRow(ulong Seq, Category Category);

/// <summary>Where one grid is to run; owned by the stream <c>placement</c>, as the next two are.</summary>
/// <param name="Silo">Empty: automatic, and then not pinned.</param>
public sealed record AssignmentRow(string Grid, string Silo, bool Pinned, ulong Seq);

public sealed record SiloSettingRow(string Silo, bool Draining, double Weight, ulong Seq);
