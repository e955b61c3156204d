using RealtimeGov.Domain.Issues;
using RealtimeGov.Journal.Outbox;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>What an issue's grain has in memory: the fold of its stream, and which messages it sent and received last.</summary>
public sealed class IssueMemory(string id)
{
    public IssueState Issue { get; } = new(id);

    public MessagePositions Received { get; } = new();

    /// <summary>Null until read from the outbox, which is before the first decision.</summary>
    public MessagePositions? Sent { get; set; }

    /// <summary>Reports that joined before its clocks were set; read with <see cref="Sent"/>.</summary>
    public IReadOnlyList<IssueReport> Joined { get; set; } = [];

    /// <summary>The version after its opening and its first clocks, which are nobody's step.</summary>
    public ulong SetUpVersion { get; private set; }

    public static IssueMemory Of(string id, StreamHistory history)
    {
        var memory = new IssueMemory(id);
        foreach (var facts in history.Tail) memory.Apply(IssueEvent.Parser.ParseFrom(facts.AsSpan()));
        memory.Received.Fold(history);
        return memory;
    }

    public void Apply(IssueEvent e)
    {
        Issue.Apply(e);
        if (e.CommandId.Length == 0 && SetUpVersion == Issue.Version - 1) SetUpVersion = Issue.Version;
    }
}
