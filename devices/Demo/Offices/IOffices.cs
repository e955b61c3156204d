using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Demo.Offices;

/// <summary>What the demo's offices ask of the town, over its public HTTP interface. What fails otherwise is a <see cref="GatewayHttpException"/>.</summary>
public interface IOffices
{
    /// <summary>Whether the server says of itself that its town is simulated.</summary>
    Task<bool> IsDemoAsync(CancellationToken cancellation);

    /// <summary>Whether somebody of the town's own is registered, or nobody needs to be: the first administrator comes before the demo's people.</summary>
    Task<bool> MayRegisterAsync(CancellationToken cancellation);

    /// <summary>Registers units and people, and sets limits where nobody has. The same again changes nothing.</summary>
    Task RegisterAsync(OfficeStaff staff, IReadOnlyList<string> classes, CancellationToken cancellation);

    /// <summary>Open issues, the longest due first; at most 200.</summary>
    Task<IReadOnlyList<WaitingIssue>> QueueAsync(OfficeWorker dispatcher, CancellationToken cancellation);

    /// <summary>Lets stand what was only recorded and awaits review, the oldest first; how many it was.</summary>
    Task<int> ReviewAsync(OfficeWorker dispatcher, int most, CancellationToken cancellation);

    /// <summary>Takes a step as that person, who is signed in for it.</summary>
    Task<OfficeReply> TakeAsync(OfficeWorker by, OfficeCase of, OfficeMove move, CancellationToken cancellation);

    /// <summary>Takes a reporter's step with a slip of paper that a dispatcher hands out.</summary>
    Task<OfficeReply> TakeAsReporterAsync(OfficeWorker dispatcher, OfficeCase of, OfficeMove move, CancellationToken cancellation);
}

public sealed record WaitingIssue(string IssueId, string GridCode, string Category, string Stage, string Holder);

/// <param name="Refused">Empty, or the code of the refusal.</param>
/// <param name="By">Of <c>version_passed</c>: who changed the issue meanwhile.</param>
public sealed record OfficeReply(string Stage, ulong Version, string Refused, IReadOnlyList<string> By);
