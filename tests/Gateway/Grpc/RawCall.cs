using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace RealtimeGov.Gateway.Tests.Grpc;

/// <summary>A call made by hand: any body, any headers; and its answer as it came.</summary>
internal static class RawCall
{
    public const string Unary = "/realtimegov.v1.FieldGateway/SubmitReport";
    public const string Stream = "/realtimegov.v1.FieldGateway/StreamReports";

    public static async Task<RawAnswer> Send(Uri server, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("te", "trailers");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var told = response.TrailingHeaders.Contains("grpc-status") ? response.TrailingHeaders : response.Headers;
        return new RawAnswer(
            (StatusCode)int.Parse(told.GetValues("grpc-status").Single(), System.Globalization.CultureInfo.InvariantCulture),
            told.TryGetValues("grpc-message", out var message) ? Uri.UnescapeDataString(message.Single()) : "");
    }
}

internal sealed record RawAnswer(StatusCode Status, string Message);
