using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>Acts as a sheet has them, one a line, and items as a sheet gets them; headings in either language.</summary>
internal static class ProgrammeSheet
{
    public const string Csv = "text/csv", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string ItemZh = "编号";

    /// <param name="Lines">Of each act, as an editor numbers it.</param>
    public sealed record Sheet(IReadOnlyList<ProgrammeAct> Acts, IReadOnlyList<int> Lines, IReadOnlyList<SheetFault> Faults);

    /// <exception cref="ApiException">It is no sheet, or its heading is not the action's.</exception>
    public static Sheet Read(IReadOnlyList<SheetRow> rows, ProgrammeAction action)
    {
        var columns = rows[0].Cells.Select(cell => ColumnOf(cell, action)).ToList();
        if (columns.IndexOf(null) is var unknown and >= 0)
            throw Heading($"there is no column {ApiErrors.Echo(rows[0].Cells[unknown])}; there are {string.Join(", ", NamesOf(action))}", $"没有列 {ApiErrors.Echo(rows[0].Cells[unknown])}；可用的列：{string.Join("、", NamesZhOf(action))}");
        if (columns.Count > columns.Distinct().Count()) throw Heading("a column is there twice", "有列出现两次");
        var (acts, lines, faults) = (new List<ProgrammeAct>(), new List<int>(), new List<SheetFault>());
        foreach (var row in rows.Skip(1))
        {
            var act = new ProgrammeAct { Action = action.Name };
            foreach (var (at, cell) in row.Cells.Take(columns.Count).Index())
            {
                var plain = FormulaGuard.Off(cell);
                if (columns[at] == ActBody.Item) act.Item = plain;
                else if (ActBody.Set(act, action.Fields.Single(field => field.Name == columns[at]), plain) is var (english, chinese))
                    faults.Add(new SheetFault(row.Line, rows[0].Cells[at], ProgrammeRefusals.FieldMalformed, $"{english}.", $"{chinese}。"));
            }
            acts.Add(act);
            lines.Add(row.Line);
        }
        return new(acts, lines, faults);
    }

    /// <summary>UTF-8 with the mark by which spreadsheets know it.</summary>
    public static byte[] Write(ProgrammeKind kind, IEnumerable<ItemJson> items, bool english)
    {
        using var stream = new MemoryStream();
        stream.Write(Encoding.UTF8.Preamble);
        using (var csv = CsvWriter.Create(stream, new CsvWriterOptions(), leaveOpen: true))
        {
            string[] fixedEn = ["item", "part", "title", "region", "state", "people", "from", "until", "due"], fixedZh = [ItemZh, "类型", "名称", "区划", "状态", "人员", "起", "止", "期限"];
            csv.WriteRecord([.. english ? fixedEn : fixedZh, .. kind.Columns.Select(column => english ? column.English : column.Chinese)]);
            foreach (var item in items)
            {
                // Of people whom the reader may not know there is the number.
                var people = item.People.Count == item.PeopleCount ? string.Join(' ', item.People) : item.PeopleCount.ToString(CultureInfo.InvariantCulture);
                var state = kind.States.FirstOrDefault(one => one.Name == item.State) is { } word ? english ? word.English : word.Chinese : item.State;
                string[] cells = [item.Item, item.Part, item.Title, item.Region, state, people, item.From ?? "", item.Until ?? "", item.Due ?? ""];
                csv.WriteRecord([.. cells.Concat(kind.Columns.Select(column => CellOf(item, column.Name))).Select(FormulaGuard.On)]);
            }
        }
        return stream.ToArray();
    }

    public static async Task<byte[]> Body(HttpRequest request)
    {
        // Other types are what a browser lets a strange page send without asking.
        if (request.ContentType?.Split(';')[0].Trim() is not (Csv or Xlsx))
            throw ApiErrors.Of(StatusCodes.Status415UnsupportedMediaType, "not_a_sheet", $"The content type must be {Csv} or {Xlsx}.", $"内容类型应为 {Csv} 或 {Xlsx}。");
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = SheetFile.BytesMax;
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return body.ToArray();
        }
        catch (BadHttpRequestException broken) when (broken.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw ApiErrors.Of(StatusCodes.Status413PayloadTooLarge, "too_large", $"At most {SheetFile.BytesMax} bytes are taken at once.", $"每次至多 {SheetFile.BytesMax} 字节。");
        }
    }

    private static string CellOf(ItemJson item, string column) =>
        item.Words.TryGetValue(column, out var word) ? word : item.Days.TryGetValue(column, out var day) ? day : item.Numbers.TryGetValue(column, out var number) ? number.ToString(CultureInfo.InvariantCulture) : "";

    private static string? ColumnOf(string heading, ProgrammeAction action) => heading is ActBody.Item or ItemZh
        ? ActBody.Item
        : action.Fields.FirstOrDefault(field => string.Equals(field.Name, heading, StringComparison.OrdinalIgnoreCase) || Heads(field.Chinese, heading) || Heads(field.English, heading))?.Name;

    // What stands in brackets behind a word explains it, such as what holds where nothing is given.
    private static bool Heads(string word, string heading) => word == heading || word.Split('（')[0].Split(" (")[0] == heading;

    private static IEnumerable<string> NamesOf(ProgrammeAction action) => action.Fields.Select(field => field.Name).Prepend(ActBody.Item);

    private static IEnumerable<string> NamesZhOf(ProgrammeAction action) => action.Fields.Select(field => field.Chinese).Prepend(ItemZh);

    private static ApiException Heading(string what, string whatZh) => ApiErrors.Of(StatusCodes.Status400BadRequest, "sheet_heading", $"In the heading, {what}.", $"表头有误：{whatZh}。");
}
