using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Open311;

/// <summary>
/// The town's issues as service requests. A request that is posted goes the road of every report; its id is that of the issue which
/// it opened or joined, for that is what everybody may know of it.
/// </summary>
internal sealed class TownRequests(
    ReportDispatch dispatch, IReadModel readModel, ApiReads bound, DeskSteps steps, ITownDirectory town, TownClock clock, FieldOptions field) : IRequestDesk
{
    /// <summary>What is answered is stored: a token is for who asks for one, and never for what nobody knows yet to be kept.</summary>
    public async Task<Created> Create(ForeignReport sent, Caller service, bool asToken, CancellationToken cancellation)
    {
        var receipt = (await dispatch.Send([sent.Report], clockOffsetMs: 0, clock: null, new EnrolledDevice(service)))[0];
        if (receipt.Outcome == Outcome.Retry) throw GeoErrors.NotDurable();
        if (receipt.Outcome == Outcome.Invalid) throw GeoErrors.NotTaken(receipt.Reason);
        if (receipt.Outcome == Outcome.Duplicate && await SaysSomethingElse(sent, receipt, cancellation)) throw GeoErrors.OtherContent();
        for (var at = 0; at < sent.Rest.Count; at++)
            await Take(DerivedId.Of("rest", service.Id, $"{sent.Report.ReportId} {at}"), receipt.IssueId, sent.Report.ReportId, sent.Rest[at], service, cancellation);
        // Of what came before, the day on which it counts may be another.
        if (!asToken || receipt.Outcome == Outcome.Duplicate) return new Created(receipt.IssueId);
        var day = LocalDay.Of(Instant.TryFrom(sent.Report.ObservedAt, out var observedUs) ? observedUs : clock.NowUs, town.Regions.At(clock.NowUs).ZoneOf(receipt.GridCode));
        return new Created(new RequestToken(receipt.GridCode, LocalDay.Format(day), sent.Report.ReportId).ToString(), IsToken: true);
    }

    public async Task<IReadOnlyList<ServiceRequest>> List(RequestQuery query, Caller? service, CancellationToken cancellation)
    {
        var found = await Ask(PublicIssue.Page(query.Filter, query.PageSize, query.Offset), cancellation);
        var own = service is null || found.Count == 0 ? [] : await Own(service, found.Min(issue => issue.OpenedAtUs), [.. found.Select(issue => issue.IssueId)], cancellation);
        var descriptions = own.GroupBy(one => one.IssueId).ToDictionary(reports => reports.Key, reports => string.Join('\n', reports.Select(report => report.Content.Text)), StringComparer.Ordinal);
        var notes = await Notes([.. found.Where(issue => descriptions.ContainsKey(issue.IssueId))], cancellation);
        return [.. found.Select(issue => new ServiceRequest(
            issue.IssueId, issue.State, issue.Category, issue.Grid, issue.OpenedAtUs, issue.UpdatedUs, descriptions.GetValueOrDefault(issue.IssueId), notes.GetValueOrDefault(issue.IssueId)))];
    }

    public async Task<string?> IdOf(string token, CancellationToken cancellation) =>
        RequestToken.Parse(token) is { } known
            ? (await Ask(ReportedIssue.Of(known.Grid, known.Date, known.Id.ToByteArray(bigEndian: true)), cancellation)).SingleOrDefault() ?? ""
            : null;

    public async Task<IReadOnlyList<RequestUpdate>> Updates(long fromUs, long beforeUs, bool isEnglish, CancellationToken cancellation) =>
        [.. (await Ask(IssueUpdate.Between(fromUs, beforeUs, RequestQuery.RowsMax), cancellation)).Select(update => new RequestUpdate(
            $"{update.IssueId}.{update.Seq}", update.IssueId, GeoStatus.Of(update.Stage, update.Ending), GeoStatus.Words(Desk.Words.Stage(update.Stage), isEnglish), update.AtUs))];

    public async Task Add(Guid id, string requestId, IReadOnlyList<string> words, Caller service, CancellationToken cancellation)
    {
        var issue = (await Ask(PublicIssue.Page(PublicIssueFilter.OfIds([requestId]), 1, 0), cancellation)).SingleOrDefault() ?? throw GeoErrors.UnknownRequest(requestId);
        if ((await Own(service, issue.OpenedAtUs, [requestId], cancellation)).FirstOrDefault() is not { } report) throw GeoErrors.NotOwnRequest(requestId);
        for (var at = 0; at < words.Count; at++)
            await Take(at == 0 ? id : DerivedId.Of("rest", service.Id, $"{id} {at}"), requestId, ReportIds.Format(report.ReportId), words[at], service, cancellation);
    }

    // What the desk asked is answered by it; else it stands beside what was reported. Neither ends anything.
    private async Task Take(Guid id, string issueId, string reportId, string words, Caller service, CancellationToken cancellation)
    {
        var state = (await Ask(QueuedIssue.One(issueId), cancellation)).SingleOrDefault()?.State;
        var command = new IssueCommand
        {
            CommandId = id.ToString("D"), Content = new StepContent { Text = words },
            By = new StepTaker { Person = ServiceScope.StewardOf(service.Id), Roles = { LoopRole.Reporter }, ReportId = ReportIds.ToBytes(Guid.Parse(reportId)) },
        };
        if (state == Desk.Words.Stage(IssueStage.Asked)) command.Reply = new();
        else command.Amend = new();
        try
        {
            await steps.Give(issueId, command, cancellation);
        }
        catch (ApiException refused) when (refused.Error.Code is IssueRefusals.NotAllowed or IssueRefusals.StageForbids)
        {
            // A report that joined is known to its issue a moment later; what was asked may just have been answered.
            throw GeoErrors.NotDurable();
        }
    }

    // Where the time was left to this server, what is sent again has another one, and says the same.
    private async Task<bool> SaysSomethingElse(ForeignReport sent, ReportReceipt receipt, CancellationToken cancellation)
    {
        if (receipt.Reason.Contains(Reasons.OtherSender, StringComparison.Ordinal)) return true;
        if (!receipt.Reason.Contains(Reasons.OtherContent, StringComparison.Ordinal)) return false;
        if (sent.HasOwnTime) return true;
        var counted = (await Ask(OwnReport.Counted(receipt.GridCode, Guid.Parse(sent.Report.ReportId).ToByteArray(bigEndian: true)), cancellation)).SingleOrDefault();
        return counted is not null && counted.Content.Text != sent.Report.Text;
    }

    private Task<IReadOnlyList<OwnReport>> Own(Caller service, long openedUs, IReadOnlyList<string> issues, CancellationToken cancellation) =>
        Ask(OwnReport.Of(service.Binding!.StewardId, LocalDay.Of(openedUs, town.Regions.At(clock.NowUs).Zone) - field.AcceptLateDays - 1, issues), cancellation);

    private async Task<Dictionary<string, string>> Notes(IReadOnlyList<PublicIssue> own, CancellationToken cancellation)
    {
        var places = own.Select(issue => (issue.IssueId, Seq: issue.Work.AskedSeq > 0 ? issue.Work.AskedSeq : issue.AnswerSeq)).Where(place => place.Seq > 0).ToList();
        if (places.Count == 0) return [];
        return (await Ask(WrittenStep.At(places), cancellation)).Where(one => one.Content.Text.Length > 0)
            .ToDictionary(one => one.Stream["issue/".Length..], one => one.Content.Text, StringComparer.Ordinal);
    }

    private Task<IReadOnlyList<T>> Ask<T>(ReadQuery<T> query, CancellationToken cancellation) => bound.Bounded(() => readModel.Query(query, cancellation));
}
