using Google.Protobuf;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Issues;

/// <summary>A decision in the making: each event is folded into a copy of the state as it is emitted.</summary>
internal sealed class IssueDraft(IssueState before, IssueCommand command, IssueContext context)
{
    private readonly List<IssueEvent> events = [];
    private readonly List<IssueMessage> messages = [];

    public IssueState State { get; } = before.Copy();

    public IssueCommand Command => command;

    public IssueContext Context => context;

    /// <summary>Never before the issue's own last event.</summary>
    public long NowUs { get; } = Math.Max(command.AtUs, before.LastAtUs);

    public bool IsEmpty => events.Count == 0;

    public IReadOnlyList<IssueEvent> Events => events;

    /// <summary>An event that leaves the stage as it is.</summary>
    public void Emit(IssueEvent e) => Emit(State.Stage, e);

    public void Emit(IssueStage stage, IssueEvent e)
    {
        (e.AtUs, e.CommandId, e.Stage) = (NowUs, command.CommandId, stage);
        (e.By, e.ByUnit) = (command.By.Person, command.By.Unit);
        events.Add(e);
        State.Apply(e);
    }

    /// <summary>To the grid that handles it.</summary>
    public void TellGrid(GridNotice notice) => TellGrid(notice, State.GridCode);

    /// <summary>To the grid that counts its reports, which is the one that opened it wherever it is handled now.</summary>
    public void TellCounting(GridNotice notice) => TellGrid(notice, State.Opened!.GridCode);

    private void TellGrid(GridNotice notice, string grid)
    {
        notice.IssueId = State.Id;
        messages.Add(new IssueMessage { To = $"grid/{grid}", Grid = notice });
    }

    /// <summary>The same cause asks the same of another issue under the same id, once.</summary>
    public void TellIssue(string issue, IssueCommand step)
    {
        step.CommandId = $"{command.CommandId}>{State.Id}>{step.StepCase}";
        (step.AtUs, step.By) = (NowUs, new StepTaker { Roles = { LoopRole.System } });
        messages.Add(new IssueMessage { To = $"issue/{issue}", Issue = step });
    }

    public void TellReporter(ByteString reportId, ReporterNotice notice)
    {
        (notice.ReportId, notice.IssueId, notice.Answerable) = (reportId, State.Id, State.Answerable);
        messages.Add(new IssueMessage { To = $"report/{IssueState.KeyOf(reportId)}", Reporter = notice });
    }

    public void TellUnits(UnitNotice notice, params IEnumerable<string> units)
    {
        foreach (var unit in units.Where(unit => unit.Length > 0).Distinct())
        {
            var copy = notice.Clone();
            copy.IssueId = State.Id;
            messages.Add(new IssueMessage { To = $"unit/{unit}", Unit = copy });
        }
    }

    public IssueDecision Finish() => IsEmpty
        ? IssueDecision.Unchanged
        : new IssueDecision(events, messages, State.Deadlines(), command.Content is { } content && (content.Text.Length > 0 || content.PhotoIds.Count > 0) ? content : null);
}
