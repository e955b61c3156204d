using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeGov.Gateway.Api;

namespace RealtimeGov.Gateway.Registration;

/// <summary>Reads the list that a bulk registration sends, within bounds.</summary>
internal static class JsonRows
{
    /// <summary>Four towns' stewards in one request; more goes in several.</summary>
    public const int RowsMax = 10_000;

    public const int BytesMax = 8 << 20;

    /// <exception cref="ApiException">It is not JSON, not a list, too large, or <paramref name="read"/> refused a row.</exception>
    public static async Task<List<T>> Read<T>(HttpRequest request, IReadOnlySet<string> fields, Func<JsonRow, T> read)
    {
        // Other types are what a browser lets a strange page send without asking.
        if (!request.HasJsonContentType())
            throw ApiErrors.Of(StatusCodes.Status415UnsupportedMediaType, "not_json", "The content type must be application/json.", "内容类型应为 application/json。");
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BytesMax;
        using var json = await Parse(request);
        if (json.RootElement.ValueKind != JsonValueKind.Array)
            throw ApiErrors.Of(StatusCodes.Status400BadRequest, "not_a_list", "The body must be a JSON list of objects.", "请求体应为对象的 JSON 列表。");
        if (json.RootElement.GetArrayLength() > RowsMax)
            throw ApiErrors.Of(StatusCodes.Status413PayloadTooLarge, "too_many_rows", $"At most {RowsMax} rows are taken at once.", $"每次至多 {RowsMax} 行。");
        try
        {
            return [.. json.RootElement.EnumerateArray().Select((row, index) => read(new JsonRow(row, index, fields)))];
        }
        catch (InvalidOperationException)
        {
            // Its form is JSON's, and one of its texts is no Unicode: half a surrogate pair, or bytes that are no UTF-8.
            throw NotJson(": a text is no Unicode", "：文本不是 Unicode");
        }
    }

    private static async Task<JsonDocument> Parse(HttpRequest request)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        }
        catch (JsonException malformed)
        {
            var (line, column) = (malformed.LineNumber + 1, malformed.BytePositionInLine + 1);
            throw NotJson($": line {line}, column {column}", $"：第 {line} 行第 {column} 列");
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw ApiErrors.Of(StatusCodes.Status413PayloadTooLarge, "too_large", $"At most {BytesMax} bytes are taken at once.", $"每次至多 {BytesMax} 字节。");
        }
    }

    private static ApiException NotJson(string where, string whereZh) => ApiErrors.Of(
        StatusCodes.Status400BadRequest, "json_malformed", $"The body is not JSON{where}.", $"请求体不是 JSON{whereZh}。");
}
