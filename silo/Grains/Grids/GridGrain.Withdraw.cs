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
        var (reply, why) = await OfCounted(command.ReportId, (state, counted) => Withdraw(state, command, counted));
        return why == CommitStatus.Committed ? reply! : throw new NotDurableException($"report {command.ReportId} was not withdrawn: {why}. Ask again.");
    }

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
}
