using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Rpc.Wire;

namespace RealtimeGov.Rpc.Kestrel;

/// <summary>Lets only calls of gRPC match a route, so that pages, files and their 404s stay what they are.</summary>
internal sealed class GrpcCallConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is not null
        && HttpMethods.IsPost(httpContext.Request.Method)
        && GrpcContentType.IsProtobuf(httpContext.Request.ContentType);
}
