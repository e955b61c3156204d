using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Gateway.Privacy;

namespace RealtimeGov.Gateway.Photos;

/// <summary>
/// `GET /api/v1/public/photos/{name}`: a photo that a person released, for everybody, under a random name. No browser keeps it: whoever
/// objects sees it gone. Whether a name never was or is not shown now nobody is told.
/// </summary>
internal static partial class PublicPhotos
{
    public static void MapPublicPhotos(this IEndpointRouteBuilder routes, PhotoStore store) =>
        routes.MapMethods($"{ApiSetup.Prefix}/public/photos/{{name}}", [HttpMethods.Get, HttpMethods.Head], async (string name, HttpContext http, PublicWords words) =>
        {
            var photo = Name().IsMatch(name) ? await words.Photo(name, http.RequestAborted) : null;
            return PhotoEndpoints.Answer((photo is null ? null : store.Open(photo)) ?? throw PhotoEndpoints.Unknown(name), name, http.Response.Headers);
        }).OpenToAll().AddEndpointFilter<RouteHandlerBuilder, ApiFilter>();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex Name();
}
