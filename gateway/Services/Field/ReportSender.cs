using Grpc.Core;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>Whose reports a call brings: the credential's word, not theirs.</summary>
internal abstract class ReportSender(Caller caller)
{
    /// <summary>As the journal names it.</summary>
    public CommandOrigin Origin { get; } = caller.Origin();

    protected Caller Caller => caller;

    /// <summary>Null of the token that all devices of before share, and on an open server: what reports say there is taken as it is.</summary>
    public static ReportSender? Of(ServerCallContext call) => call.GetHttpContext().Caller() switch
    {
        { Binding: not null } device => new EnrolledDevice(device),
        { Kind: CallerKind.Person } person => new SignedInPerson(person),
        _ => null,
    };

    /// <summary>Fills in what reports leave out, and gives a receipt to each that says otherwise.</summary>
    public void Refuse(IReadOnlyList<Report> reports, ReportReceipt[] receipts, int today)
    {
        for (var at = 0; at < reports.Count; at++)
            if ((Refused(reports[at], today) ?? SenderScope.ReservedId(reports[at])) is { } reason) receipts[at] = Receipts.NotOwn(reports[at], reason);
    }

    public abstract bool Covers(string grid, TreeOfDay tree, int today);

    protected abstract string? Refused(Report report, int today);
}

/// <summary>A device with a token of its own: its steward's.</summary>
internal sealed class EnrolledDevice(Caller caller) : ReportSender(caller)
{
    public override bool Covers(string grid, TreeOfDay tree, int today) => DeviceScope.Covers(Caller.Binding!, grid, tree);

    protected override string? Refused(Report report, int today) => DeviceScope.Apply(Caller.Binding!, report);
}

/// <summary>Somebody who signed in reports as the steward of the same id, where the own roles reach.</summary>
internal sealed class SignedInPerson(Caller caller) : ReportSender(caller)
{
    public override bool Covers(string grid, TreeOfDay tree, int today) => Caller.MayAt(Permission.Report, grid, "", tree, today);

    protected override string? Refused(Report report, int today) =>
        SenderScope.Apply(Caller.Id, Caller.MayAnywhere(Permission.ReportOnBehalf, today), report);
}
