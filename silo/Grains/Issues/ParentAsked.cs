using RealtimeGov.Domain.Routing;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>Whether the issue exists that another is to join: asked of the store once, and only where a command names one.</summary>
internal sealed class ParentAsked(IssueCommand command, SiloContext silo)
{
    private bool? isThere;

    /// <summary>Null when nothing is to be asked.</summary>
    public Task? Missing() => command.Join is { } join && isThere is null && IssueId.TryParse(join.Parent, out _) ? Read(join.Parent) : null;

    public bool IsIssue(string id) => isThere == true && command.Join.Parent == id;

    private async Task Read(string id) => isThere = await silo.ReadModel.Issue(id, CancellationToken.None) is not null;
}
