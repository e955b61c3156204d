using Grpc.Core;
using Grpc.HealthCheck;
using RealtimeGov.Interop.Protos;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace RealtimeGov.Interop;

/// <summary>`grpc.testing.HealthUpdateService`: lets a test turn the whole server's health on and off.</summary>
internal sealed class HealthSwitch(HealthServiceImpl health) : HealthUpdateService.HealthUpdateServiceBase
{
    public override Task<Empty> SetServing(Empty request, ServerCallContext context) => Set(health, ServingStatus.Serving, request);

    public override Task<Empty> SetNotServing(Empty request, ServerCallContext context) => Set(health, ServingStatus.NotServing, request);

    public static Task<Empty> Set(HealthServiceImpl health, ServingStatus status, Empty answer)
    {
        foreach (var name in new[] { "", TestReflection.Descriptor.Services[0].FullName }) health.SetStatus(name, status);
        return Task.FromResult(answer);
    }
}
