using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Photos.Storage;

namespace RealtimeGov.Gateway.Photos;

/// <summary>
/// `GET /api/v1/photos/{id}` and `/thumbnail` below it: whole or in ranges. Photos show people and homes, and nobody has released
/// them yet: they are for who may report, or may read what reports say.
/// </summary>
internal static class PhotoEndpoints
{
    // Nobody has released them: no browser keeps what its next user could look for.
    private const string NotKept = "no-store";
    private const string NothingElse = "default-src 'none'; sandbox";

    public static void MapPhotos(this IEndpointRouteBuilder routes, PhotoStore store)
    {
        var photos = routes.MapGroup(ApiSetup.Prefix + "/photos").Needs(AccessRefusal.DeviceToken, Permission.Report, Permission.ReadContent).AddEndpointFilter<RouteGroupBuilder, ApiFilter>();
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        photos.MapMethods("/{id}", methods, (string id, HttpContext http) => Show(store.Open, id, id, http));
        photos.MapMethods("/{id}/thumbnail", methods,
            (string id, HttpContext http) => Show(store.OpenThumbnail, id, $"{id}-thumbnail", http));
    }

    private static IResult Show(Func<string, StoredPhoto?> open, string id, string tag, HttpContext http)
    {
        if (!PhotoId.IsWellFormed(id)) throw MalformedId(id);
        return Answer(open(id) ?? throw Unknown(id), tag, http.Response.Headers);
    }

    public static IResult Answer(StoredPhoto photo, string tag, IHeaderDictionary headers)
    {
        headers.CacheControl = NotKept;
        headers.ContentDisposition = "inline";
        headers.ContentSecurityPolicy = NothingElse;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Results.Stream(
            photo.Content, photo.Type.MediaType(), entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
    }

    private static ApiException MalformedId(string id) => ApiErrors.Of(StatusCodes.Status400BadRequest, "photo_id_malformed",
        $"{ApiErrors.Echo(id)} is no lower-case hexadecimal SHA-256.", $"{ApiErrors.Echo(id)} 不是小写十六进制的 SHA-256。");

    public static ApiException Unknown(string id) => ApiErrors.Of(StatusCodes.Status404NotFound, "unknown_photo",
        $"There is no photo {ApiErrors.Echo(id)}.", $"没有照片 {ApiErrors.Echo(id)}。");
}
