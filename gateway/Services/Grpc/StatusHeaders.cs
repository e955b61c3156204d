using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>A call's status as it travels. Messages are our own words in ASCII: nothing in them wants escaping.</summary>
internal static class StatusHeaders
{
    public static void Write(IHeaderDictionary headers, StatusCode status, string message)
    {
        headers.GrpcStatus = ((int)status).ToString(CultureInfo.InvariantCulture);
        headers.GrpcMessage = message;
    }
}
