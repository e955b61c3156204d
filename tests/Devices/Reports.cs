using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests;

internal static class Reports
{
    public static Report Make(int number) => new() { ReportId = new Guid(number, 0, 0, new byte[8]).ToString(), Text = $"{number}" };

    public static Report Make(int number, string grid) => new(Make(number)) { GridCode = grid };

    public static int Number(Report report) => int.Parse(report.Text, null);

    /// <summary>Reconnects at once, so that no test waits.</summary>
    public static FieldClientOptions Quick { get; } = new()
    {
        ShortestBackoff = TimeSpan.FromMicroseconds(10),
        LongestBackoff = TimeSpan.FromMilliseconds(1),
    };

    public static FieldServiceException Unreadable => new(FieldFault.Unreadable, "what is this");

    public static FieldServiceException Unavailable => new(FieldFault.Unavailable, "the line is down");
}
