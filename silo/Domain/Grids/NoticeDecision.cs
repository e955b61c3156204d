using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>One event of what an issue's message leads to.</summary>
/// <param name="Opens">The first event of the issue that it opens; null when it opens none.</param>
public sealed record NoticeDecision(GridEvent Event, IssueEvent? Opens = null);

/// <summary>What a message is about, beside the grid's state.</summary>
/// <param name="AtUs">The grid's clock.</param>
/// <param name="Counted">Each report that the notices name, as it is durable; null where this grid never counted it.</param>
/// <param name="Issue">The issue, where it is to be open again; null where nothing is known of it.</param>
/// <param name="DayOf">The local day of an instant, in the grid's zone.</param>
public sealed record NoticeContext(
    long AtUs, Func<Google.Protobuf.ByteString, CountedReport?> Counted, OpenIssueFacts? Issue, Func<long, int> DayOf);
