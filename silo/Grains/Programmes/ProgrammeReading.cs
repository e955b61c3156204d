using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Programmes;

/// <summary>What some acts are decided on beside the programme's own events: its contents, other programmes' figures, and what is open.</summary>
/// <param name="Seq">Of the programme when it was read.</param>
internal sealed record ProgrammeReading(ulong Seq, IReadOnlyList<ProgrammeContent> Contents, IReadOnlyList<ProgrammeGlance> Programmes, IReadOnlyList<MatterGlance> Matters)
{
    private const int ReadAtOnce = 500;

    public static bool IsNeeded(Programme state, IReadOnlyList<ProgrammeAct> acts) => acts.Any(act => state.DecidesOnContents(act.Action) || state.DecidesOnKinds(act.Action).Count > 0 || state.DecidesOnMatters(act.Action));

    public static async Task<ProgrammeReading> Of(Programme state, IReadOnlyList<ProgrammeAct> acts, string stream, TreeOfDay tree, IReadModel readModel, CancellationToken cancellation)
    {
        var (seq, contents, programmes) = (state.Seq, new List<ProgrammeContent>(), new List<ProgrammeGlance>());
        var kinds = acts.SelectMany(act => state.DecidesOnKinds(act.Action)).Distinct().ToList();
        if (acts.Any(act => state.DecidesOnContents(act.Action))) contents.AddRange((await readModel.Query(KeptContent.Of(stream), cancellation)).Select(one => one.Content));
        foreach (var kind in kinds)
        {
            var after = "";
            while (true)
            {
                var page = await readModel.Query(ListedProgramme.Page(kind, after, ReadAtOnce), cancellation);
                programmes.AddRange(page.Select(one => new ProgrammeGlance(one.Kind, one.Id, one.Row.Title, one.Row.Region, one.Row.Figures)));
                if (page.Count < ReadAtOnce) break;
                after = page[^1].Id;
            }
        }
        var matters = acts.Any(act => state.DecidesOnMatters(act.Action)) && state.Defined is { } defined ? await MattersOf(tree.GridsBelow(defined.Region), readModel, cancellation) : [];
        return new(seq, contents, programmes, matters);
    }

    // Their size lies in no column: what is open is read through, once a meeting.
    private static async Task<IReadOnlyList<MatterGlance>> MattersOf(IEnumerable<string> grids, IReadModel readModel, CancellationToken cancellation)
    {
        var (matters, after, filter) = (new List<MatterGlance>(), "", new IssueFilter { Grids = [.. grids] });
        while (filter.Grids.Count > 0)
        {
            var page = await readModel.Query(QueuedIssue.ById(filter, after, ReadAtOnce), cancellation);
            matters.AddRange(page.Where(one => one.Work.Size is MatterSize.Big or MatterSize.Hard).Select(one => new MatterGlance(
                one.IssueId, one.Category, one.Grid, one.Work.Size, one.State, one.Holder, one.OpenedAtUs, one.DueUs == IssueProjection.NeverDueUs ? 0 : one.DueUs)));
            if (page.Count < ReadAtOnce) break;
            after = page[^1].IssueId;
        }
        return matters;
    }
}
