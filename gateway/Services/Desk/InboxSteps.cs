using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>What a steward does about an own report, by whatever road it comes.</summary>
internal sealed class InboxSteps(DeskReads reads, DeskSteps steps)
{
    /// <exception cref="ApiException">It is refused: nothing has changed.</exception>
    public async Task<StepAnswer> Take(string steward, string reportId, IssueCommand command, CancellationToken cancellation)
    {
        if (!ReportIds.TryParse(reportId, out var id) || await reads.Report(steward, id, cancellation) is not { } report) throw DeskErrors.NoSuchReport(reportId);
        if (report.IssueId.Length == 0) throw DeskErrors.NothingAsked(reportId);
        command.By = new StepTaker { Person = steward, Roles = { LoopRole.Reporter, LoopRole.Finder }, ReportId = ByteString.CopyFrom(id.ToByteArray(bigEndian: true)) };
        return await steps.Give(report.IssueId, command, cancellation);
    }

    /// <summary>Of an enrolled device: nobody else's reports are known to be a caller's own.</summary>
    public static string StewardOf(Caller caller) => caller.Binding?.StewardId is { Length: > 0 } steward ? steward : throw DeskErrors.NoSteward();
}
