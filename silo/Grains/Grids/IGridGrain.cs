using Orleans;
using RealtimeGov.Grains.Messages;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>The smallest place that handles issues. It decides on its reports, one at a time. It can be watched like the regions above it.</summary>
public interface IGridGrain : IWatchedGrain, IMessageReceiver
{
    /// <summary>A receipt for each report, in order; it leaves when all it says is durable. RETRY where the grid is full.</summary>
    Task<ReceiveReply> Receive(ReceiveReports command);

    /// <summary>Takes a valid report's count back, by a named reviewer for a reason; its id stays consumed. Answered when durable.</summary>
    Task<WithdrawReply> Withdraw(WithdrawReport command);

    /// <summary>Somebody looks at a report that was only recorded: it stands, or is withdrawn for a reason. Answered when durable.</summary>
    Task<ReviewReply> Review(ReviewRecorded command);

    /// <summary>The durable day of the grid, or of one trade within it.</summary>
    Task<DaySummary> Day(DayQuery query);
}
