using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Receipts;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Projections.Receipts;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Receipts;

/// <summary>Slips of paper: handed out at the desk, and what whoever has one may see and do. No code is kept, only its hash.</summary>
internal sealed class ReceiptDesk(
    IReadModel readModel, ApiReads bound, ITownClient grains, ITownDirectory town, DeskReads reads, DeskContent content, DeskSteps steps, ReceiptLimiter limiter, TownClock clock, ReleaseDesk releases)
{
    /// <summary>A reporter's: as long as anybody may reopen, and the year in which people look for their slip.</summary>
    public static readonly TimeSpan ReporterFor = TimeSpan.FromDays(400);

    public static readonly TimeSpan ContractorFor = TimeSpan.FromDays(30);

    /// <summary>Hands out a code, which is told this once.</summary>
    public async Task<string> Give(ReceiptGiven given, CommandOrigin origin)
    {
        var code = ReceiptCode.New();
        given.AtUs = clock.NowUs;
        given.UntilUs = given.AtUs + (long)(given.Unit.Length > 0 ? ContractorFor : ReporterFor).TotalMicroseconds;
        await grains.Change(ReceiptCode.HashOf(code)!, new ChangeReceipt { AtUs = given.AtUs, Give = given, Origin = origin });
        return code;
    }

    /// <exception cref="ApiException">There is no such code, it is not good any more, or too many were tried from there.</exception>
    public async Task<ReceiptState> Find(HttpContext http, string code, bool isContractors, CancellationToken cancellation)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (limiter.SecondsToWait(address) is { } seconds) throw ReceiptErrors.TooManyTries(seconds);
        var state = new ReceiptState(ReceiptCode.HashOf(code) ?? "");
        if (state.Hash.Length > 0)
            foreach (var e in await bound.Bounded(() => readModel.Query(ReceiptStream.Of(state.Hash), cancellation))) state.Apply(e);
        if (state.Holds(clock.NowUs) && state.IsContractors == isContractors) return state;
        limiter.WasWrong(address);
        throw ReceiptErrors.Unknown();
    }

    /// <summary>What became of a reporter's report. Of others who reported the same, and of what they wrote, nothing.</summary>
    public async Task<ReceiptView> View(ReceiptState receipt, CancellationToken cancellation)
    {
        var given = receipt.Given!;
        var id = ReportIds.Format(new Guid(given.ReportId.Span, bigEndian: true));
        var place = town.Regions.At(clock.NowUs).NameOf(given.GridCode);
        if (given.IssueId.Length == 0) return new(id, place, given.Category, "recorded", Iso.Time(given.AtUs), null, null, null, 0, false, null);
        var issue = await reads.Issue(await IssueOf(given, cancellation), cancellation);
        var (answer, asked) = await reads.Told(issue, cancellation);
        var (isShown, hiddenUntil) = await releases.Of(issue.IssueId, cancellation);
        return new(id, place, issue.Category, issue.State, Iso.Time(issue.OpenedAtUs), issue.IssueId, answer, asked, issue.Version, isShown, hiddenUntil);
    }

    /// <summary>A reporter objects to what public screens show of the issue: hidden at once.</summary>
    public async Task<ReleaseChanged> Object(ReceiptState receipt, CancellationToken cancellation)
    {
        if (receipt.Given!.IssueId.Length == 0) throw ReceiptErrors.NothingToDo();
        return await releases.Object(await IssueOf(receipt.Given, cancellation), bySlip: true, new CommandOrigin { PrincipalKind = "service", PrincipalId = "receipts" });
    }

    /// <summary>A reporter's step: who takes it is the report, and nobody else.</summary>
    public async Task<StepAnswer> Take(ReceiptState receipt, IssueCommand command, CancellationToken cancellation)
    {
        var given = receipt.Given!;
        if (given.IssueId.Length == 0) throw ReceiptErrors.NothingToDo();
        command.By = new StepTaker { Person = $"receipt/{receipt.Hash[..8]}", Roles = { LoopRole.Reporter }, ReportId = given.ReportId };
        return await steps.Give(await IssueOf(given, cancellation), command, cancellation);
    }

    /// <summary>The work that a contractor was given: what it is about and where, and until when.</summary>
    public async Task<ContractView> Contract(ReceiptState receipt, CancellationToken cancellation)
    {
        var issue = await Held(receipt, cancellation);
        var file = await reads.File(issue, mayRead: true, cancellation);
        return new(
            file.Issue.IssueId, issue.Version, file.Issue.GridName, issue.Category, issue.State, file.Issue.Due, receipt.Given!.Unit,
            content.ShownByLink($"receipt {receipt.Hash[..8]}", file));
    }

    /// <summary>A contractor's step; with the answer the link is spent.</summary>
    public async Task<StepAnswer> Work(ReceiptState receipt, IssueCommand command, CancellationToken cancellation)
    {
        var issue = await Held(receipt, cancellation);
        var unit = receipt.Given!.Unit;
        command.By = new StepTaker { Person = $"receipt/{receipt.Hash[..8]}", Unit = unit, Roles = { LoopRole.Holder } };
        var answer = await steps.Give(issue.IssueId, command, cancellation);
        if (command.StepCase is IssueCommand.StepOneofCase.Resolve or IssueCommand.StepOneofCase.HandBack)
            await grains.Change(receipt.Hash, new ChangeReceipt { AtUs = clock.NowUs, Spend = new ReceiptSpent { AtUs = clock.NowUs }, Origin = new CommandOrigin { PrincipalKind = "service", PrincipalId = "receipts" } });
        return answer;
    }

    /// <summary>Who shows a photo by this link, in the words of a log.</summary>
    /// <exception cref="ApiException">The work is somebody else's by now.</exception>
    public async Task<string> ShownBy(ReceiptState receipt, CancellationToken cancellation)
    {
        await Held(receipt, cancellation);
        return $"receipt {receipt.Hash[..8]}";
    }

    // Where it was given is a grid's issue, and that grid keeps the report, whatever becomes of the two.
    private async Task<string> IssueOf(ReceiptGiven given, CancellationToken cancellation) =>
        IssueId.TryParse(given.IssueId, out var id)
        && (await bound.Bounded(() => readModel.Query(ReportedIssue.Of(id.GridCode, given.ReportId.ToByteArray()), cancellation))).SingleOrDefault() is { Length: > 0 } now
            ? now
            : given.IssueId;

    // A link is good for the work that it was given for: once another unit leads, it shows nothing more.
    private async Task<QueuedIssue> Held(ReceiptState receipt, CancellationToken cancellation) =>
        await reads.Issue(receipt.Given!.IssueId, cancellation) is { } issue && issue.Holder == receipt.Given.Unit ? issue : throw ReceiptErrors.Unknown();
}

/// <param name="State">A stage, or recorded where there is nothing to be done about it.</param>
/// <param name="At">When it was reported.</param>
/// <param name="Shown">A text or photo of the issue's reports stands on public screens, where its reporter may object to it.</param>
/// <param name="HiddenUntil">Somebody objected, and nobody has decided yet.</param>
internal sealed record ReceiptView(
    string ReportId, string GridName, string Category, string State, string At, string? IssueId, Desk.InboxAnswer? Answer, Desk.InboxQuestion? Asked, ulong Version, bool Shown, string? HiddenUntil);

/// <param name="Texts">What was reported, masked.</param>
internal sealed record ContractView(
    string IssueId, ulong Version, string GridName, string Category, string Stage, string? Due, string Unit, IReadOnlyList<string> Texts);
