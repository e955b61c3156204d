namespace RealtimeGov.Journal.Queries;

/// <summary>What administrators decided about where grids run, of one moment.</summary>
/// <param name="Version">The seq of the last change; 0 before the first.</param>
/// <param name="Assignments">Every grid that was ever assigned, by its code.</param>
/// <param name="Settings">Every silo that was ever drained or weighed, by its name.</param>
public sealed record PlacementRows(ulong Version, IReadOnlyList<AssignmentRow> Assignments, IReadOnlyList<SiloSettingRow> Settings);

/// <summary>One change of the placement, in words.</summary>
/// <param name="AtUs">Microseconds since 1970-01-01T00:00Z.</param>
/// <param name="By">Who asked, as given.</param>
/// <param name="Action">move, drain, refill, weigh, apply.</param>
public sealed record AuditRow(ulong Seq, long AtUs, string By, string Action, string Subject, string Before, string After);

/// <summary>Where one grid is to run; owned by the stream <c>placement</c>, as the next is.</summary>
/// <param name="Silo">Empty: automatic, and then not pinned.</param>
public sealed record AssignmentRow(string Grid, string Silo, bool Pinned, ulong Seq);

public sealed record SiloSettingRow(string Silo, bool Draining, double Weight, ulong Seq);
