using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Privacy;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Privacy;

/// <summary>Somebody at the desk looks at a text and its photos, and puts on public screens what may stand there; objections come back here.</summary>
internal sealed class ReleaseDesk(
    IReadModel readModel, ApiReads bound, ITownClient grains, ITownDirectory town, DeskReads reads, DeskContent content, DeskSteps steps, TownClock clock)
{
    /// <summary>Objections of one answer: each is decided within days, and a list of more is no list to work through.</summary>
    public const int ObjectionsMax = 200;

    private const int PublicIdBytes = 16;

    /// <summary>Every report of the issue as a public screen would show it, and what of it is shown. On the audit.</summary>
    /// <exception cref="ApiException">There is no such issue, or it is not the caller's to read.</exception>
    public async Task<ReleaseView> View(HttpContext http, string id, CancellationToken cancellation)
    {
        // With a purpose it would not be what a public screen shows.
        if (http.Request.Query.Keys.FirstOrDefault() is { } unknown) throw DeskErrors.FilterUnknown(unknown, []);
        var issue = await reads.Issue(id, cancellation);
        steps.Need(http.Caller(), Permission.ReadContent, issue.Grid);
        var file = content.Shown(http, await reads.File(issue, mayRead: true, cancellation));
        return View(id, file, await Row(id, cancellation));
    }

    /// <summary>Shows of one report what is named, and nothing else of it.</summary>
    /// <exception cref="ApiException">It is refused: nothing has changed.</exception>
    public async Task<ReleaseChanged> Release(Caller caller, string id, ReleaseBody asked, CancellationToken cancellation)
    {
        var issue = await reads.Issue(id, cancellation);
        steps.Need(caller, Permission.Dispatch, issue.Grid);
        steps.Need(caller, Permission.ReadContent, issue.Grid);
        if (!ReportIds.TryParse(asked.ReportId, out var report) || !IssueId.TryParse(id, out var parsed)) throw DeskErrors.ReportNotHere(asked.ReportId);
        var found = await bound.Bounded(() => readModel.Query(CountingContent.Of(parsed.GridCode, report.ToByteArray(bigEndian: true)), cancellation));
        if (found.SingleOrDefault() is not { } counting || counting.IssueId != id) throw DeskErrors.ReportNotHere(asked.ReportId);
        if (asked.Text && counting.Content.Text.Length == 0) throw ReleaseFaults.NoText();
        var shown = (await Row(id, cancellation)).Shown.FirstOrDefault(one => one.ReportId.Span.SequenceEqual(report.ToByteArray(bigEndian: true)));
        var release = new Released { ReportId = ByteString.CopyFrom(report.ToByteArray(bigEndian: true)), GridCode = counting.Grid, Seq = counting.Seq, Text = asked.Text };
        foreach (var photo in (asked.Photos ?? []).Distinct(StringComparer.Ordinal))
        {
            var position = photo is null ? -1 : counting.Content.PhotoIds.IndexOf(photo);
            if (position < 0) throw ReleaseFaults.NoPhoto(photo ?? "");
            release.Photos.Add(new ReleasedPhoto { Position = (uint)position, PublicId = shown?.Photos.FirstOrDefault(one => one.Position == position)?.PublicId ?? NewPublicId() });
        }

        return Answer(await Change(id, new ChangeRelease { Release = release }, caller.Origin()));
    }

    /// <summary>Somebody who is mentioned, or who reported it, objects: hidden at once.</summary>
    /// <param name="bySlip">By the slip of a report; else at the desk.</param>
    /// <exception cref="ApiException">Nothing is shown, or it was objected to before.</exception>
    public async Task<ReleaseChanged> Object(string issue, bool bySlip, CommandOrigin origin) =>
        Answer(await Change(issue, new ChangeRelease { Object = new() { BySlip = bySlip } }, origin));

    /// <summary>The same at the desk, for whoever rings or comes.</summary>
    public async Task<ReleaseChanged> Object(Caller caller, string id, CancellationToken cancellation)
    {
        steps.Need(caller, Permission.ReportOnBehalf, (await reads.Issue(id, cancellation)).Grid);
        return await Object(id, bySlip: false, caller.Origin());
    }

    /// <param name="upheld">What was shown is taken back; else it is shown again.</param>
    public async Task<ReleaseChanged> Decide(Caller caller, string id, bool upheld, CancellationToken cancellation)
    {
        var issue = await reads.Issue(id, cancellation);
        steps.Need(caller, Permission.Dispatch, issue.Grid);
        return Answer(await Change(id, new ChangeRelease { Decide = new() { Upheld = upheld } }, caller.Origin()));
    }

    /// <summary>What waits for a decision where the caller may decide, the oldest first.</summary>
    public async Task<ObjectionPage> Objections(Caller caller, CancellationToken cancellation)
    {
        var tree = town.Regions.At(clock.NowUs);
        var grids = tree.Grids.Where(grid => steps.May(caller, Permission.Dispatch, grid)).ToList();
        if (grids.Count == 0) return new ObjectionPage([], false);
        var found = await bound.Bounded(() => readModel.Query(OpenObjection.In(grids, ObjectionsMax + 1), cancellation));
        return new ObjectionPage([.. found.Take(ObjectionsMax).Select(one => ObjectionLine.From(one, tree.NameOf(one.Grid), clock.NowUs))], found.Count > ObjectionsMax);
    }

    /// <summary>Whether something of the issue is shown now, and until when an objection hides it.</summary>
    public async Task<(bool IsShown, string? HiddenUntil)> Of(string issue, CancellationToken cancellation)
    {
        var row = await Row(issue, cancellation);
        var isHidden = ReleaseState.IsHidden(row, clock.NowUs);
        return (row.Shown.Count > 0 && !isHidden, isHidden ? Iso.Time(row.Objection.UntilUs) : null);
    }

    private async Task<ReleaseReply> Change(string issue, ChangeRelease command, CommandOrigin origin)
    {
        (command.AtUs, command.Origin) = (clock.NowUs, origin);
        var reply = await grains.Change(issue, command);
        return reply.Refused.Length == 0 ? reply : throw ReleaseFaults.Refused(reply.Refused);
    }

    private async Task<ReleaseRow> Row(string issue, CancellationToken cancellation) =>
        (await bound.Bounded(() => readModel.Query(IssueRelease.Of([issue]), cancellation))).SingleOrDefault()?.Row ?? new ReleaseRow();

    private ReleaseView View(string id, IssueFile file, ReleaseRow row)
    {
        var shown = row.Shown.ToDictionary(one => ReportIds.Format(new Guid(one.ReportId.Span, bigEndian: true)), StringComparer.Ordinal);
        return new(
            id,
            [.. file.Reports.Select(report => new ReleasableReport(
                report.ReportId, report.Text ?? "", report.Photos ?? [], shown.GetValueOrDefault(report.ReportId)?.Text ?? false,
                [.. shown.GetValueOrDefault(report.ReportId)?.Photos.Where(photo => photo.Position < report.Photos?.Count).Select(photo => report.Photos![(int)photo.Position]) ?? []]))],
            row.Objection is { } objection ? new ObjectionView(Iso.Time(objection.AtUs), Iso.Time(objection.UntilUs), objection.BySlip, ReleaseState.IsHidden(row, clock.NowUs)) : null);
    }

    private ReleaseChanged Answer(ReleaseReply reply) =>
        new(reply.Changed, reply.Row.Shown.Count, ReleaseState.IsHidden(reply.Row, clock.NowUs) ? Iso.Time(reply.Row.Objection.UntilUs) : null);

    private static string NewPublicId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PublicIdBytes));
}

/// <param name="Text">Whether the report's text is shown, masked.</param>
/// <param name="Photos">Of the report's photos those that are shown. Neither: nothing of the report is shown any more.</param>
internal sealed record ReleaseBody(string ReportId, bool Text, IReadOnlyList<string>? Photos = null);

internal sealed record DecisionBody(bool Upheld);

/// <param name="Objection">Null while nobody has to decide.</param>
internal sealed record ReleaseView(string IssueId, IReadOnlyList<ReleasableReport> Reports, ObjectionView? Objection);

/// <param name="Text">As a public screen shows it.</param>
/// <param name="ShownPhotos">Of <paramref name="Photos"/>.</param>
internal sealed record ReleasableReport(string ReportId, string Text, IReadOnlyList<string> Photos, bool TextShown, IReadOnlyList<string> ShownPhotos);

/// <param name="Hidden">False once its time has passed: shown again, though nobody has decided.</param>
internal sealed record ObjectionView(string At, string Until, bool BySlip, bool Hidden);

/// <param name="Shown">Of so many reports something is released.</param>
/// <param name="HiddenUntil">Null unless an objection hides it.</param>
internal sealed record ReleaseChanged(bool Changed, int Shown, string? HiddenUntil);

/// <param name="More">There are more than these.</param>
internal sealed record ObjectionPage(IReadOnlyList<ObjectionLine> Objections, bool More);

internal sealed record ObjectionLine(string IssueId, string GridCode, string GridName, string Category, string At, string Until, bool BySlip, bool Hidden)
{
    public static ObjectionLine From(OpenObjection one, string gridName, long nowUs) => new(
        one.IssueId, one.Grid, gridName, one.Category, Iso.Time(one.Objection.AtUs), Iso.Time(one.Objection.UntilUs), one.Objection.BySlip, nowUs < one.Objection.UntilUs);
}
