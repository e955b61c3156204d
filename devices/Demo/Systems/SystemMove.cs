using RealtimeGov.Devices.Http;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>One thing that an office does through the public interface to lay out a system.</summary>
public abstract record SystemMove;

/// <summary>Defines a programme.</summary>
/// <param name="Settings">As the body of <c>PUT /api/v1/programmes/{kind}/{id}</c>.</param>
public sealed record DefineProgramme(string Kind, string Id, object Settings) : SystemMove;

/// <summary>Sends a sheet of one action.</summary>
/// <param name="Csv">A heading and at most 10,000 lines.</param>
public sealed record ImportSheet(string Kind, string Id, string Action, string Csv) : SystemMove;

/// <summary>Does one act.</summary>
/// <param name="Fields">As the body of <c>POST .../actions/{action}</c>.</param>
public sealed record DoAct(string Kind, string Id, string Action, object Fields) : SystemMove;

/// <summary>Registers stewards.</summary>
public sealed record RegisterStewards(IReadOnlyList<StewardEntry> Stewards) : SystemMove;

/// <summary>Reports, each of which opens an issue.</summary>
public sealed record SendReports(IReadOnlyList<SystemReport> Reports) : SystemMove;

/// <summary>Whoever found them solves them and says so: each is accepted, answered and closed.</summary>
public sealed record SolveByFinder(IReadOnlyList<SystemReport> Reports, string Text) : SystemMove;

/// <summary>Accepts their issues and leaves them open.</summary>
public sealed record AcceptIssues(IReadOnlyList<SystemReport> Reports) : SystemMove;

/// <summary>Gives their issues to a unit, from there upward where that is said, and has them resolved, answered and closed.</summary>
/// <param name="Lead">The unit that leads the work, and who works there.</param>
/// <param name="Up">The unit of a higher level that they are handed up to; null where they stay.</param>
/// <param name="Closes">False: they stay where they were given.</param>
public sealed record HandleIssues(IReadOnlyList<SystemReport> Reports, SystemUnit Lead, SystemUnit? Up = null, bool Closes = true) : SystemMove;

/// <summary>A region as a unit, and the id of whoever handles there.</summary>
public sealed record SystemUnit(string Region, string Worker);

/// <summary>A report of a system: the same number of the same system is the same report each time.</summary>
public sealed record SystemReport(string Owner, int Number, string Steward, string Grid, string Category, string Text, Origin Origin);
