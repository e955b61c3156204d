using Orleans;
using RealtimeGov.Grains.Messages;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>What has to be handled: opened by a report, joined by others, and moved by steps from then on.</summary>
public interface IIssueGrain : IMessageReceiver
{
    Task<IssueView> View(IssueQuery query);

    /// <summary>Takes a step, or says why not; the answer leaves when all it says is durable. The same command again changes nothing.</summary>
    Task<StepReply> Take(IssueCommand command);

    /// <summary>Lets every clock ring that is due, and sets the clocks of an issue that has none yet.</summary>
    Task<ClocksReply> LookAtClocks(LookAtClocks command);
}
