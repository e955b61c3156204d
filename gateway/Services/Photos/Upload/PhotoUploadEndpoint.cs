using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Photos.Upload;

/// <summary>
/// `PUT /api/v1/photos/{id}`: a photo in one body, for browsers. It becomes what `UploadPhoto` makes of the same bytes, and
/// goes through the same hands; a browser shrinks a photo before it sends it, so nothing is resumed.
/// </summary>
internal static class PhotoUploadEndpoint
{
    private const int PartBytes = 64 * 1024;

    /// <summary>Whoever reports, and whoever shows at a desk what was done.</summary>
    private static readonly Permission[] Senders = [Permission.Report, Permission.Handle, Permission.Dispatch, Permission.Verify];

    public static void MapPhotoUpload(this IEndpointRouteBuilder routes, PhotoUploads uploads) =>
        routes.MapPut($"{ApiSetup.Prefix}/photos/{{id}}", (string id, HttpContext http) => Put(id, http, uploads, http.Caller().Words))
            .Needs(AccessRefusal.DeviceToken, Senders).AddEndpointFilter<RouteHandlerBuilder, ApiFilter>();

    /// <param name="who">In the log.</param>
    /// <exception cref="ApiException">It is none that is taken, or did not come whole: nothing is kept.</exception>
    public static async Task<PhotoStored> Put(string id, HttpContext http, PhotoUploads uploads, string who)
    {
        if (http.Request.ContentLength is not { } total)
            throw ApiErrors.Of(StatusCodes.Status411LengthRequired, "length_needed", "Say the photo's length in Content-Length.", "请在 Content-Length 中写明照片长度。");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = PhotoLimits.BytesMax;
        try
        {
            var receipt = await uploads.Upload(Chunks(id, (ulong)total, http.Request.Body), who, http.RequestAborted);
            return new PhotoStored(receipt.PhotoId, receipt.MediaType, receipt.KnownAlready);
        }
        catch (RpcException refused)
        {
            throw Refused(refused.Status);
        }
    }

    private static async IAsyncEnumerable<PhotoChunk> Chunks(string id, ulong total, Stream body, [EnumeratorCancellation] CancellationToken ended = default)
    {
        yield return new PhotoChunk { Header = new PhotoHeader { PhotoId = id, TotalBytes = total } };
        var held = 0L;
        for (var part = new byte[PartBytes]; await Read(body, part, held, total, ended) is > 0 and var read; held += read)
            yield return new PhotoChunk { Data = ByteString.CopyFrom(part.AsSpan(0, read)) };
    }

    // A line that breaks is no fault of our disk.
    private static async Task<int> Read(Stream body, byte[] part, long held, ulong total, CancellationToken ended)
    {
        try
        {
            return await body.ReadAsync(part, ended);
        }
        catch (IOException)
        {
            throw PhotoRefusals.Incomplete(held, total);
        }
    }

    private static ApiException Refused(Status status)
    {
        var (code, text) = status.Detail.Split(": ", 2) is [var first, var rest] ? (first, rest) : ("photo_malformed", status.Detail);
        return ApiErrors.Of(
            status.StatusCode switch
            {
                StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
                StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
                StatusCode.ResourceExhausted => StatusCodes.Status507InsufficientStorage,
                _ => StatusCodes.Status409Conflict,
            },
            code, $"{char.ToUpperInvariant(text[0])}{text[1..]}.", PhotoWords.Chinese(code));
    }

    internal sealed record PhotoStored(string PhotoId, string MediaType, bool KnownAlready);
}
