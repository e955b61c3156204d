using RealtimeGov.Domain.Privacy;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Privacy;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>
/// What a person released of reports, for everybody: read from the content itself each time, masked, so that what is erased, withdrawn, taken
/// back or objected to is gone with the next look.
/// </summary>
internal sealed class PublicWords(IReadModel readModel, ApiReads bound, ITownDirectory town, TownClock clock)
{
    /// <summary>Contents of one question: a store's expressions have a depth that it takes.</summary>
    private const int PlacesAtOnce = 100;

    /// <summary>By issue; those of which nothing is shown are not among them.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PublicReport>>> Of(IReadOnlyList<string> issues, CancellationToken cancellation)
    {
        if (issues.Count == 0) return new Dictionary<string, IReadOnlyList<PublicReport>>();
        var shown = (await bound.Bounded(() => readModel.Query(IssueRelease.Of(issues), cancellation))).Where(IsShown).ToList();
        var places = shown.SelectMany(one => one.Row.Shown).Select(one => (one.GridCode, one.Seq)).Distinct().ToList();
        if (places.Count == 0) return new Dictionary<string, IReadOnlyList<PublicReport>>();
        var contents = new Dictionary<(string Grid, ulong Seq), CountingContent>();
        foreach (var some in places.Chunk(PlacesAtOnce))
            foreach (var one in await bound.Bounded(() => readModel.Query(CountingContent.At(some), cancellation))) contents[(one.Grid, one.Seq)] = one;
        var reports = new Dictionary<string, IReadOnlyList<PublicReport>>(StringComparer.Ordinal);
        foreach (var (id, _, row) in shown)
        {
            List<PublicReport> of = [.. row.Shown.Select(one => contents.GetValueOrDefault((one.GridCode, one.Seq)) is { } content && content.IssueId == id ? Report(one, content.Content) : null).OfType<PublicReport>()];
            if (of.Count > 0) reports[id] = of;
        }
        return reports;
    }

    /// <summary>The photo behind a random name; null where there is none, or it is not shown now.</summary>
    public async Task<string?> Photo(string publicId, CancellationToken cancellation)
    {
        var found = (await bound.Bounded(() => readModel.Query(IssueRelease.OfPhoto(publicId), cancellation))).SingleOrDefault();
        if (found is null || !IsShown(found)) return null;
        foreach (var report in found.Row.Shown)
            foreach (var photo in report.Photos.Where(photo => photo.PublicId == publicId))
            {
                var content = (await bound.Bounded(() => readModel.Query(CountingContent.At([(report.GridCode, report.Seq)]), cancellation))).SingleOrDefault();
                return content?.IssueId == found.IssueId ? content.Content.PhotoIds.ElementAtOrDefault((int)photo.Position) : null;
            }

        return null;
    }

    // An issue that is off the public list takes its words along.
    private bool IsShown(IssueRelease release) => release.State is not ("closed" or "declined") && !ReleaseState.IsHidden(release.Row, clock.NowUs);

    private PublicReport? Report(Released released, Content content)
    {
        var text = released.Text ? TextMask.Masked(content.Text, number => town.Regions.At(clock.NowUs).Find(number) is not null) : "";
        IReadOnlyList<string> photos = [.. released.Photos.Where(photo => photo.Position < content.PhotoIds.Count).Select(photo => photo.PublicId)];
        return text.Length == 0 && photos.Count == 0 ? null : new PublicReport(text, photos);
    }
}

/// <param name="Text">Masked; empty where only photos are shown.</param>
/// <param name="Photos">Their random names: `/api/v1/public/photos/{name}`.</param>
internal sealed record PublicReport(string Text, IReadOnlyList<string> Photos);
