using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Grids;

/// <summary>Reports that were only recorded: somebody lets them stand, or withdraws them.</summary>
public sealed partial class GridGrain
{
    public async Task<ReviewReply> Review(ReviewRecorded command)
    {
        using var request = Admit();
        var (reply, why) = await OfCounted(command.ReportId, (state, counted) => Review(state, command, counted));
        return why == CommitStatus.Committed ? reply! : throw new NotDurableException($"report {command.ReportId} was not reviewed: {why}. Ask again.");
    }

    private Decided<ReviewReply> Review(GridState state, ReviewRecorded command, CountedReport? counted)
    {
        var decision = GridDecider.Review(state, command, counted);
        if (decision.Event is not { } e)
            return new Decided<ReviewReply>(new ReviewReply { Refused = decision.Refused, LocalDate = decision.Refused.Length == 0 ? counted!.LocalDate : 0 });
        var draft = new GridDraft(state, CommandContext.Of(command, Silo).Envelope(Silo));
        draft.Add(e);
        var touched = Freeze(state, draft);
        return new Decided<ReviewReply>(
            new ReviewReply { Changed = true, LocalDate = counted!.LocalDate }, draft.ToDraft(),
            () => Publish(state, touched, LocalDay.Of(command.AtUs, ZoneAt(command.AtUs))));
    }
}
