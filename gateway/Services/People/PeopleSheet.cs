using System.Globalization;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.People;

/// <summary>Something wrong with a sheet of people: where, and what.</summary>
/// <param name="Line">As a spreadsheet or an editor numbers it, from 1.</param>
/// <param name="Column">As the sheet heads it; empty where the whole line is at fault.</param>
internal sealed record SheetFault(int Line, string Column, string Code, string Message, string MessageZh);

/// <summary>One line: somebody, and where it says so a role and the grid that they are steward of.</summary>
internal sealed record PersonLine(int Line, string Id, string Name, string Telephone, Grant? Grant, Steward? Steward);

/// <summary>
/// Reads a sheet of people: a line for each person and role, so that somebody in several villages and posts has several. The
/// heading names the columns, in English or Chinese, in any order.
/// </summary>
internal sealed class PeopleSheet
{
    public const string Id = "id", Name = "name", Telephone = "telephone", RoleName = "role", Region = "region", UnitId = "unit", From = "from", Until = "until",
        HomeGrid = "homeGrid", Trade = "trade", Households = "households";

    /// <summary>In the order of an export.</summary>
    public static readonly IReadOnlyList<(string Name, string NameZh)> Columns =
    [
        (Id, "登录名"), (Name, "姓名"), (Telephone, "电话"), (RoleName, "角色"), (Region, "区划"), (UnitId, "单位"), (From, "起"), (Until, "止"),
        (HomeGrid, "所属网格"), (Trade, "行业"), (Households, "联系户数"),
    ];

    private const string Midnight = " 00:00:00";

    private readonly int today;
    private readonly Dictionary<string, int> at = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> headed = new(StringComparer.Ordinal);
    private readonly List<SheetFault> faults = [];
    private readonly List<PersonLine> lines = [];
    private readonly Dictionary<string, List<PersonLine>> byId = new(StringComparer.Ordinal);

    private PeopleSheet(int today) => this.today = today;

    public IReadOnlyList<PersonLine> Lines => lines;

    public IReadOnlyList<SheetFault> Faults => faults;

    /// <param name="today">The local day from which a role holds whose line says none.</param>
    public static PeopleSheet Read(IReadOnlyList<SheetRow> rows, int today)
    {
        var sheet = new PeopleSheet(today);
        sheet.ReadHeading(rows[0]);
        if (sheet.faults.Count > 0) return sheet;
        foreach (var row in rows.Skip(1)) sheet.ReadLine(row);
        return sheet;
    }

    /// <summary>The column as this sheet heads it.</summary>
    public string Headed(string column) => headed.GetValueOrDefault(column, column);

    private void ReadHeading(SheetRow row)
    {
        for (var index = 0; index < row.Cells.Count; index++)
        {
            var cell = row.Cells[index];
            if (cell.Length == 0) continue;
            var column = Columns.FirstOrDefault(known => string.Equals(known.Name, cell, StringComparison.OrdinalIgnoreCase) || known.NameZh == cell).Name;
            if (column is null) Fault(row.Line, cell, "column_unknown", $"there is no such column; there are {string.Join(", ", Columns.Select(known => known.Name))}", $"没有此列；可用的列：{string.Join("、", Columns.Select(known => known.NameZh))}");
            else if (!at.TryAdd(column, index)) Fault(row.Line, cell, "column_twice", "the column is there twice", "此列出现两次");
            else headed[column] = cell;
        }
        foreach (var (column, chinese) in Columns.Take(2))
            if (!at.ContainsKey(column)) Fault(row.Line, column, "column_missing", $"the heading lacks the column {column}", $"表头缺少“{chinese}”列");
    }

    private void ReadLine(SheetRow row)
    {
        var faultsBefore = faults.Count;
        var (id, name) = (PersonId.Of(Cell(row, Id)), Cell(row, Name));
        var grant = GrantOf(row);
        var steward = StewardOf(row, id, name, grant);
        if (id.Length == 0) Fault(row.Line, Headed(Id), PersonErrors.MalformedId, PersonId.Rule, "缺少登录名");
        if (name.Length == 0) Fault(row.Line, Headed(Name), PersonErrors.MalformedName, "the name is missing", "缺少姓名");
        if (faults.Count > faultsBefore) return;
        var line = new PersonLine(row.Line, id, name, Cell(row, Telephone), grant, steward);
        if (byId.TryGetValue(id, out var before)) CompareWith(before, line);
        else byId.Add(id, before = []);
        before.Add(line);
        lines.Add(line);
    }

    // Two lines of one id are one person in two posts, or two people who were given one id.
    private void CompareWith(List<PersonLine> before, PersonLine line)
    {
        var first = before[0];
        if (first.Name != line.Name || (first.Telephone.Length > 0 && line.Telephone.Length > 0 && first.Telephone != line.Telephone))
            Fault(line.Line, Headed(Id), "person_twice", $"line {first.Line} has the same id for somebody else", $"第 {first.Line} 行的登录名相同，而姓名或电话不同");
        else if (before.Exists(other => Equals(other.Grant, line.Grant) && Equals(other.Steward, line.Steward)))
            Fault(line.Line, "", "line_twice", "the same line is there twice", "此行重复");
    }

    private Grant? GrantOf(SheetRow row)
    {
        var (role, region) = (Cell(row, RoleName), Cell(row, Region));
        var (from, until) = (Day(row, From, today), Day(row, Until, 0));
        if (role.Length == 0)
        {
            foreach (var column in new[] { Region, UnitId, From, Until })
                if (Cell(row, column).Length > 0) Fault(row.Line, Headed(column), "role_missing", "there is no role on this line that it could belong to", "此行没有角色，无从授予");
            return null;
        }
        if (region.Length == 0) Fault(row.Line, Headed(Region), PersonErrors.UnknownRegion, "a role is held in a region", "角色须属于某一区划");
        var named = Role.All.FirstOrDefault(known => known.Name == role || known.NameZh == role);
        if (named is null) Fault(row.Line, Headed(RoleName), PersonErrors.UnknownRole, $"there is no role {ApiErrors.Echo(role)}: docs/permissions.md has them", $"没有角色 {ApiErrors.Echo(role)}，见 docs/permissions.md");
        return new Grant { Role = named?.Name ?? role, Region = region, Unit = Cell(row, UnitId), FromDate = from, UntilDate = until };
    }

    private Steward? StewardOf(SheetRow row, string id, string name, Grant? grant)
    {
        var (grid, households) = (Cell(row, HomeGrid), Cell(row, Households));
        var count = 0u;
        if (households.Length > 0 && !uint.TryParse(households, NumberStyles.None, CultureInfo.InvariantCulture, out count))
            Fault(row.Line, Headed(Households), "households", "must be a whole number from 0", "应为非负整数");
        if (grid.Length > 0) return new Steward { Id = id, Name = name, Role = Role.Find(grant?.Role ?? "")?.NameZh ?? "", HomeGrid = grid, Unit = Cell(row, Trade), Households = count };
        foreach (var column in new[] { Trade, Households })
            if (Cell(row, column).Length > 0) Fault(row.Line, Headed(column), "home_grid_missing", "belongs to a steward, and this line names no home grid", "属于管家，而此行没有所属网格");
        return null;
    }

    private int Day(SheetRow row, string column, int byDefault)
    {
        var text = Cell(row, column).Replace('/', '-');
        // A day that a spreadsheet took for a moment begins at midnight.
        if (text.EndsWith(Midnight, StringComparison.Ordinal)) text = text[..^Midnight.Length];
        if (text.Length == 0) return byDefault;
        if (LocalDay.TryParse(Padded(text), out var day)) return day;
        Fault(row.Line, Headed(column), PersonErrors.MalformedDates, "must be a date as 2026-06-13", "应为日期，如 2026-06-13");
        return byDefault;
    }

    // Spreadsheets write 2026/6/3.
    private static string Padded(string day) =>
        day.Split('-') is [var year, { Length: 1 or 2 } month, { Length: 1 or 2 } date] ? $"{year}-{month.PadLeft(2, '0')}-{date.PadLeft(2, '0')}" : day;

    private string Cell(SheetRow row, string column) => at.TryGetValue(column, out var index) && index < row.Cells.Count ? FormulaGuard.Off(row.Cells[index]) : "";

    internal void Fault(int line, string column, string code, string what, string whatZh) => faults.Add(new SheetFault(line, column, code, what, whatZh));
}

/// <summary>
/// A cell that begins as a formula would run as one in whoever's spreadsheet opens the file: it is written with an
/// apostrophe before it, which is taken off when the file comes back.
/// </summary>
internal static class FormulaGuard
{
    private const string Beginnings = "=+-@\t\r";

    public static string On(string cell) => cell.Length > 0 && Beginnings.Contains(cell[0], StringComparison.Ordinal) ? $"'{cell}" : cell;

    public static string Off(string cell) => cell.Length > 1 && cell[0] == '\'' && Beginnings.Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell;
}
