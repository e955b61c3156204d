using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Contracts;

/// <summary>What has to be handled: opened by a report, joined by others.</summary>
public interface IIssue
{
    Task<IssueView> View(IssueQuery query);
}
