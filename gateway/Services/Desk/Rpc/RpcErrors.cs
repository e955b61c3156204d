using Grpc.Core;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Desk.Rpc;

/// <summary>What HTTP refuses, as a call refuses it: the message begins with the code.</summary>
internal static class RpcErrors
{
    public static async Task<T> Run<T>(Func<Task<T>> call)
    {
        try { return await call(); }
        catch (ApiException refused) { throw Of(refused); }
        catch (NotDurableException unknown) { throw new RpcException(new Status(StatusCode.Unavailable, $"store_unavailable: {unknown.Message}")); }
    }

    private static RpcException Of(ApiException refused) => new(new Status(refused.Status switch
    {
        StatusCodes.Status401Unauthorized => StatusCode.Unauthenticated,
        StatusCodes.Status403Forbidden => StatusCode.PermissionDenied,
        StatusCodes.Status404NotFound => StatusCode.NotFound,
        StatusCodes.Status409Conflict => refused.Error.Code == IssueRefusals.VersionPassed ? StatusCode.Aborted : StatusCode.FailedPrecondition,
        StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
        >= StatusCodes.Status500InternalServerError => StatusCode.Unavailable,
        _ => StatusCode.InvalidArgument,
    }, $"{refused.Error.Code}: {refused.Error.Message}"));
}
