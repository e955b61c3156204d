using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests;

public sealed class RpcFieldServiceTests
{
    [Theory]
    [InlineData(StatusCode.Unavailable, FieldFault.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded, FieldFault.Unavailable)]
    [InlineData(StatusCode.ResourceExhausted, FieldFault.Unavailable)]
    [InlineData(StatusCode.Aborted, FieldFault.Unavailable)]
    [InlineData(StatusCode.Internal, FieldFault.Unavailable)]
    [InlineData(StatusCode.Unknown, FieldFault.Unavailable)]
    [InlineData(StatusCode.Cancelled, FieldFault.Unavailable)]
    [InlineData(StatusCode.Unauthenticated, FieldFault.Unauthenticated)]
    [InlineData(StatusCode.PermissionDenied, FieldFault.Unauthenticated)]
    [InlineData(StatusCode.InvalidArgument, FieldFault.Unreadable)]
    [InlineData(StatusCode.Unimplemented, FieldFault.Refused)]
    [InlineData(StatusCode.FailedPrecondition, FieldFault.Refused)]
    public void A_status_is_worth_another_attempt_or_not(StatusCode status, FieldFault fault)
    {
        var translated = RpcFieldService.Translate(new RpcException(new Status(status, "why")));

        Assert.Equal((fault, "why"), (translated.Fault, translated.Message));
    }

    [Fact]
    public void The_devices_time_is_RFC_3339()
    {
        var time = new DateTimeOffset(2026, 11, 21, 8, 0, 0, 250, TimeSpan.FromHours(8));

        Assert.Equal("2026-11-21T00:00:00.250Z", RpcFieldService.Rfc3339(time));
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_unavailable()
    {
        var nobody = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var client = FieldClient.Connect(nobody, "token", Quick with { GiveUpAfter = TimeSpan.FromMilliseconds(50) });

        var fault = await Assert.ThrowsAsync<FieldServiceException>(() => client.SendAsync(Make(1)));

        Assert.Equal(FieldFault.Unavailable, fault.Fault);
    }

    [Fact]
    public async Task A_connection_that_is_reset_under_a_write_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var service = new RpcFieldService(new Uri($"http://{listener.LocalEndpoint}"), token: null);
        var stream = await service.OpenAsync(DateTimeOffset.UnixEpoch, default);

        // More than a server without a word about it lets flow: the write waits for the window while the line is cut.
        var writing = stream.WriteAsync(new ReportBatch { Reports = { new Report { Text = new string('x', 300_000) } } }, default);
        using (var connection = await listener.AcceptSocketAsync())
        {
            await connection.SendAsync(EmptySettings);
            var window = new byte[65_535];
            for (var taken = 0; taken < window.Length;) taken += await connection.ReceiveAsync(window);
            connection.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, not an end
        }

        var fault = await Assert.ThrowsAsync<FieldServiceException>(() => writing.AsTask().WaitAsync(Patience.Max));
        Assert.Equal(FieldFault.Unavailable, fault.Fault);
    }

    /// <summary>The HTTP/2 frame that a server begins with: length 0, type SETTINGS, no flags, stream 0.</summary>
    private static readonly byte[] EmptySettings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
}
