using Grpc.Core;
using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;
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
}
