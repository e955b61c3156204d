using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>An issue in its first state: opened. The steps of the loop follow it.</summary>
public sealed class IssueState(string id)
{
    public const string Open = "open";

    public string Id => id;

    /// <summary>Null until its first event.</summary>
    public IssueOpened? Opened { get; private set; }

    public void Apply(IssueEvent e) => Opened = e.KindCase switch
    {
        IssueEvent.KindOneofCase.Opened => e.Opened,
        _ => throw new InvalidOperationException($"issue {id}: an event of a kind this program does not know"),
    };
}
