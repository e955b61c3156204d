using Orleans;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Issues;

/// <summary>An issue. Until the loop gives it steps of its own, its stream is what the grid opened it with.</summary>
[GrainType(GrainNames.Issue)]
public sealed class IssueGrain(SiloContext silo) : StreamGrain<IssueState>(silo), IIssueGrain
{
    public async Task<IssueView> View(IssueQuery query)
    {
        using var request = Admit();
        var state = await Loaded();
        if (state.Opened is not { } opened)
        {
            Forget(); // it may be opened by the next report
            return new IssueView { IssueId = Key };
        }
        var row = await Silo.ReadModel.Issue(Key, CancellationToken.None); // who joined it is the grid's to know
        var view = new IssueView
        {
            Found = true,
            IssueId = Key,
            GridCode = opened.GridCode,
            Category = opened.Category,
            State = IssueState.Open,
            ReportId = ReportIds.Format(ReportIds.FromBytes(opened.ReportId)),
            ObservedAtUs = opened.ObservedAtUs,
            OpenedAtUs = opened.OpenedAtUs,
            PlaceUnsure = opened.PlaceUnsure,
            JoinedReports = row?.JoinedReports ?? 0,
        };
        view.PossibleDuplicates.AddRange(opened.PossibleDuplicates);
        return view;
    }

    protected override ulong SeqOf(IssueState state) => DurableSeq;

    protected override IssueState Fold(StreamHistory history)
    {
        var state = new IssueState(Key);
        foreach (var facts in history.Tail) state.Apply(IssueEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }
}
