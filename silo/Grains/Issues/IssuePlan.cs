using RealtimeGov.Domain.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>
/// Decisions in the making that become one append: each is decided on the state as those before leave it. An issue whose clocks
/// were never set gets them first, and only if something else happens too or the clocks are what was asked for.
/// </summary>
internal sealed class IssuePlan
{
    private readonly List<IssueMessage> messages = [];
    private readonly Dictionary<int, StepContent> contents = [];
    private readonly IssueContext context;

    public IssuePlan(IssueMemory memory, IssueContext context)
    {
        this.context = context;
        State = memory.Issue.Copy();
        SetUpVersion = memory.SetUpVersion;
        if (State.Version != 1) return;
        var first = IssueDecider.Open(State.Id, new IssueEvent { Opened = State.Opened }, context, memory.Joined);
        foreach (var e in first.Events.Skip(1)) Add(e);
        SetUpVersion = State.Version;
        HasSetUp = true;
    }

    public IssueState State { get; }

    public List<IssueEvent> Events { get; } = [];

    /// <summary>Whether anything was decided beside the first clocks.</summary>
    public bool HasDecided { get; private set; }

    /// <summary>Whether the first clocks are in it.</summary>
    public bool HasSetUp { get; }

    /// <summary>Of the issue before anybody did anything: what its opening and its first clocks come to.</summary>
    public ulong SetUpVersion { get; }

    public IReadOnlyList<IssueMessage> Messages => messages;

    /// <summary>What a person wrote with the event of that index.</summary>
    public StepContent? ContentAt(int index) => contents.GetValueOrDefault(index);

    public IssueDecision Take(IssueCommand command)
    {
        // That the first clocks were set meanwhile is nobody's step: whoever saw the issue without them has seen it as it is.
        if (command.ExpectedVersion > 0 && command.ExpectedVersion <= SetUpVersion && State.Version == SetUpVersion)
        {
            command = command.Clone();
            command.ExpectedVersion = State.Version;
        }
        var decision = IssueDecider.Decide(State, command, context);
        if (decision.Events.Count == 0) return decision;
        if (decision.Content is { } content) contents[Events.Count] = content;
        foreach (var e in decision.Events) Add(e);
        messages.AddRange(decision.Messages);
        HasDecided = true;
        return decision;
    }

    /// <summary>A message that changed nothing is an event all the same: by it its number counts as received.</summary>
    public void Note(GrainMessage message)
    {
        Add(new IssueEvent
        {
            AtUs = State.LastAtUs, CommandId = $"{message.Sender}>{message.Seq}", Stage = State.Stage,
            MessageTaken = new MessageTaken { Sender = message.Sender, Message = message.Seq },
        });
        HasDecided = true;
    }

    private void Add(IssueEvent e)
    {
        Events.Add(e);
        State.Apply(e);
    }
}
