using Grpc.Core;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Field;

/// <summary>The device that a call's credential is of: whose reports these are is its word, not theirs.</summary>
internal sealed class EnrolledDevice(Caller caller)
{
    /// <summary>As the journal names it.</summary>
    public CommandOrigin Origin { get; } = caller.Origin();

    /// <summary>Null where the call's credential is no single device's.</summary>
    public static EnrolledDevice? Of(ServerCallContext call) =>
        call.GetHttpContext().Caller() is { Binding: not null } caller ? new EnrolledDevice(caller) : null;

    /// <summary>Fills in what reports leave out, and gives a receipt to each that says otherwise.</summary>
    public void Refuse(IReadOnlyList<Report> reports, ReportReceipt[] receipts)
    {
        for (var at = 0; at < reports.Count; at++)
            if (DeviceScope.Apply(caller.Binding!, reports[at]) is { } reason) receipts[at] = Receipts.NotOwn(reports[at], reason);
    }

    public bool Covers(string grid, TreeOfDay tree) => DeviceScope.Covers(caller.Binding!, grid, tree);
}
