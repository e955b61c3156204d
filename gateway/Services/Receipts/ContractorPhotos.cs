using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Photos.Upload;

namespace RealtimeGov.Gateway.Receipts;

/// <summary>
/// `PUT /api/v1/contractor/photos/{id}`: the photo of a result, of a contractor without an account. The body is the photo, and an
/// address would be logged: the link's code comes in a header. What no step names is collected like every photo that nobody names.
/// </summary>
internal static class ContractorPhotos
{
    public const string CodeHeader = "Contractor-Code";

    public static void MapContractorPhotos(this IEndpointRouteBuilder routes, PhotoUploads uploads) =>
        routes.MapPut($"{ApiSetup.Prefix}/contractor/photos/{{id}}", async (string id, HttpContext http, ReceiptDesk desk) =>
        {
            var receipt = await desk.Find(http, http.Request.Headers[CodeHeader].ToString(), isContractors: true, http.RequestAborted);
            return await PhotoUploadEndpoint.Put(id, http, uploads, await desk.ShownBy(receipt, http.RequestAborted));
        }).OpenToAll().AddEndpointFilter<RouteHandlerBuilder, ApiFilter>();
}
