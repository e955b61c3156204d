using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>The one way down: reviews are few, so what was counted is read from the store each time.</summary>
public sealed partial class GridGrain
{
    public async Task<WithdrawReply> Withdraw(WithdrawReport command)
    {
        using var request = Admit();
        // What was decided before may be the very report: from here on the store has it.
        var (_, unsettled) = await Run(_ => null, _ => new Decided<bool>(true));
        if (unsettled != CommitStatus.Committed) throw NotWithdrawn(command, unsettled);
        var report = new ReportToWithdraw(command.ReportId, code, Silo);
        var (reply, undone) = await Run(
            state => report.Counted is { } counted ? days.Missing(state, GridDecider.DaysTouchedBy(counted)) : null,
            state => Withdraw(state, command, report.Counted),
            report.Missing);
        return undone == CommitStatus.Committed ? reply! : throw NotWithdrawn(command, undone);
    }

    private static NotDurableException NotWithdrawn(WithdrawReport command, CommitStatus why) =>
        new($"report {command.ReportId} was not withdrawn: {why}. Ask again.");

    private Decided<WithdrawReply> Withdraw(GridState state, WithdrawReport command, CountedReport? counted)
    {
        var decision = GridDecider.Withdraw(state, command, counted);
        if (decision.Event is not { } e) return new Decided<WithdrawReply>(new WithdrawReply { Refused = decision.Refused });
        var draft = new GridDraft(state, CommandContext.Of(command, Silo).Envelope(Silo));
        draft.Add(e);
        var touched = Freeze(state, draft);
        var reply = new WithdrawReply { LocalDate = counted!.LocalDate, Version = state.Seq };
        return new Decided<WithdrawReply>(reply, draft.ToDraft(), () => Publish(state, touched, LocalDay.Of(command.AtUs, ZoneAt(command.AtUs))));
    }

    /// <summary>A report as the store has it, read once for each load of the state: another load may have seen more.</summary>
    private sealed class ReportToWithdraw(string reportId, string grid, SiloContext silo)
    {
        private GridState? readFor;

        public CountedReport? Counted { get; private set; }

        public Task? Missing(GridState state) => readFor == state ? null : Read(state);

        private async Task Read(GridState state)
        {
            Counted = ReportIds.TryParse(reportId, out var id) ? await silo.Streams.Report(grid, id, CancellationToken.None) : null;
            readFor = state;
        }
    }
}
