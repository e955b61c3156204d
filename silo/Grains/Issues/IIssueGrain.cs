using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>What has to be handled: opened by a report, joined by others.</summary>
public interface IIssueGrain : IGrainWithStringKey
{
    Task<IssueView> View(IssueQuery query);
}
