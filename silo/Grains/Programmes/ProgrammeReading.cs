using RealtimeGov.Domain.Programmes;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Programmes;

/// <summary>What some acts are decided on beside the programme's own events: its contents, and other programmes' figures.</summary>
/// <param name="Seq">Of the programme when it was read.</param>
internal sealed record ProgrammeReading(ulong Seq, IReadOnlyList<ProgrammeContent> Contents, IReadOnlyList<ProgrammeGlance> Programmes)
{
    private const int ReadAtOnce = 500;

    public static bool IsNeeded(Programme state, IReadOnlyList<ProgrammeAct> acts) => acts.Any(act => state.DecidesOnContents(act.Action) || state.DecidesOnKinds(act.Action).Count > 0);

    public static async Task<ProgrammeReading> Of(Programme state, IReadOnlyList<ProgrammeAct> acts, string stream, IReadModel readModel, CancellationToken cancellation)
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
        return new(seq, contents, programmes);
    }
}
