using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Json;

namespace RealtimeGov.Gateway.Registration;

/// <summary>Reads the list that a bulk registration sends, within bounds.</summary>
internal static class JsonRows
{
    /// <summary>Four towns' stewards in one request; more goes in several.</summary>
    public const int RowsMax = 10_000;

    public const int BytesMax = 8 << 20;

    /// <exception cref="ApiException">It is not JSON, not a list, too large, or <paramref name="read"/> refused a row.</exception>
    public static async Task<List<T>> Read<T>(HttpRequest request, IReadOnlyCollection<string> fields, Func<JsonRow, T> read)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BytesMax;
        using var json = await JsonBody.Read(request, $"At most {BytesMax} bytes are taken at once.", $"每次至多 {BytesMax} 字节。");
        if (json.RootElement.ValueKind != System.Text.Json.JsonValueKind.Array)
            throw ApiErrors.Of(StatusCodes.Status400BadRequest, "not_a_list", "The body must be a JSON list of objects.", "请求体应为对象的 JSON 列表。");
        if (json.RootElement.GetArrayLength() > RowsMax)
            throw ApiErrors.Of(StatusCodes.Status413PayloadTooLarge, "too_many_rows", $"At most {RowsMax} rows are taken at once.", $"每次至多 {RowsMax} 行。");
        var rows = new List<T>(json.RootElement.GetArrayLength());
        foreach (var row in json.RootElement.EnumerateArray())
        {
            try
            {
                rows.Add(read(new JsonRow(rows.Count, new StrictJsonObject(row, fields))));
            }
            catch (StrictJsonException wrong)
            {
                throw JsonRow.Wrong(rows.Count, "row_malformed", wrong.Member, wrong.Must, wrong.MustZh);
            }
        }

        return rows;
    }
}

/// <summary>One object of a list that was sent. Every fault names the row, from 0, and the field.</summary>
internal sealed record JsonRow(int Index, StrictJsonObject Json)
{
    /// <param name="what">Goes on after "row 3, field homeGrid".</param>
    public ApiException Wrong(string code, string field, string what, string whatZh) => Wrong(Index, code, field, what, whatZh);

    internal static ApiException Wrong(int row, string code, string field, string what, string whatZh)
    {
        var named = ApiErrors.Echo(field).Trim('\'');
        return new ApiException(StatusCodes.Status400BadRequest, field.Length == 0
            ? new ApiError(code, $"Row {row} {what}.", $"第 {row} 行{whatZh}。", row)
            : new ApiError(code, $"Row {row}, field {named} {what}.", $"第 {row} 行字段 {named} {whatZh}。", row, named));
    }
}
