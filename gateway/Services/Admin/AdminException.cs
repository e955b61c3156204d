using Grpc.Core;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Admin;

/// <summary>Ends an administrator's call with one row of the table in docs/contracts/admin.md, on whichever wire it came.</summary>
internal sealed class AdminException(int httpStatus, StatusCode status, ApiError error, Exception? cause = null) : Exception(error.Message, cause)
{
    public ApiException ForHttp() => new(httpStatus, error);

    /// <summary>The message begins with the code.</summary>
    public RpcException ForRpc() => new(new Status(status, $"{error.Code}: {error.Message}", InnerException));
}
