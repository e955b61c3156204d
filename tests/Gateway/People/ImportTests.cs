using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using MiniExcelLibs;
using RealtimeGov.Gateway.People;
using RealtimeGov.Gateway.Tests.Identity;

namespace RealtimeGov.Gateway.Tests.People;

/// <summary>A sheet of people comes in whole or not at all, from whatever a spreadsheet saves, and every fault is named by line and column.</summary>
[Trait("lane", "trust")]
public sealed class ImportTests : IAsyncLifetime
{
    private const string Csv = "text/csv", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Sheet = """
        登录名,姓名,电话,角色,区划,起,止,所属网格,联系户数
        li.na,李娜,13800000001,受理分流员,T,2016-06-13,,,
        shen.1,沈一,,管家,V-1,,,V-1,12
        shen.1,沈一,,楼道长,V-2,2016/7/1,2016/12/31,,

        """;

    private IdentityBench bench = null!;

    public async Task InitializeAsync() => bench = await IdentityBench.Open();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing_and_the_run_itself_changes_and_says_the_same()
    {
        Assert.Equal((200, """{"dryRun":true,"rows":3,"people":{"new":2,"changed":0,"same":0},"grants":3,"stewards":1,"faults":[],"faultsInAll":0}"""), await Import(Utf8(Sheet), dryRun: true));
        Assert.Equal(404, (await bench.Send("GET", "/people/li.na", token: IdentityBench.Admin)).Status);
        Assert.Empty(bench.Gateway.Grains.Registrations);

        Assert.Equal((200, """{"dryRun":false,"rows":3,"people":{"new":2,"changed":0,"same":0},"grants":3,"stewards":1,"faults":[],"faultsInAll":0}"""), await Import(Utf8(Sheet)));
        var shen = await bench.Send("GET", "/people/shen.1", token: IdentityBench.Admin);
        Assert.Equal(("沈一", 2), (shen.Text("name"), shen.Body.GetProperty("grants").GetArrayLength()));
        Assert.Equal(("2016-07-01", "2016-12-31"), (shen.Body.GetProperty("grants")[1].GetProperty("firstDay").GetString(), shen.Body.GetProperty("grants")[1].GetProperty("lastDay").GetString()));
        var steward = bench.Gateway.Grains.Registrations.Single();
        Assert.Equal(("shen.1", "沈一", "管家", "V-1", 12u, "admin-token"), (steward.Steward.Id, steward.Steward.Name, steward.Steward.Role, steward.Steward.HomeGrid, steward.Steward.Households, steward.Origin.PrincipalId));
        Assert.All(bench.Gateway.Grains.People.Origins, origin => Assert.Equal("admin-token", origin!.PrincipalId));

        // What is so already changes nothing.
        Assert.Equal((200, """{"dryRun":false,"rows":3,"people":{"new":0,"changed":0,"same":2},"grants":0,"stewards":0,"faults":[],"faultsInAll":0}"""), await Import(Utf8(Sheet)));
    }

    [Fact]
    public async Task Whoever_was_imported_reports_and_counts()
    {
        await Import(Utf8(Sheet));
        Assert.Equal(200, (await bench.Send("POST", "/people/shen.1/password", new { password = IdentityBench.Password }, IdentityBench.Admin)).Status);
        using var channel = GrpcChannel.ForAddress(bench.Gateway.Grpc);
        var receipt = await new Protos.FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(
            Fakes.Reports.Of(1, steward: ""), new Metadata { { "authorization", $"Bearer {await bench.TokenOf("shen.1")}" } });
        Assert.Equal(Protos.Outcome.Opened, receipt.Outcome);
        Assert.Equal("shen.1", bench.Gateway.Grains.GridOf("V-1").Commands.Single().Reports[0].Report.StewardId);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8-mark")]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    [InlineData("semicolons")]
    [InlineData("xlsx")]
    public async Task It_is_read_as_whatever_a_spreadsheet_saved_it(string form)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] file = form switch
        {
            "utf-8-mark" => [.. Encoding.UTF8.Preamble, .. Utf8(Sheet)],
            "gb18030" => Encoding.GetEncoding("GB18030").GetBytes(Sheet),
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Sheet)],
            "semicolons" => Utf8(Sheet.Replace(',', ';')),
            "xlsx" => Workbook(),
            _ => Utf8(Sheet),
        };
        var (status, said) = await Import(file, type: form == "xlsx" ? Xlsx : Csv);
        Assert.Equal((200, true), (status, said.Contains("\"new\":2,\"changed\":0,\"same\":0},\"grants\":3,\"stewards\":1", StringComparison.Ordinal)));
        Assert.Equal("李娜", (await bench.Send("GET", "/people/li.na", token: IdentityBench.Admin)).Text("name"));
    }

    [Theory]
    [InlineData("id,name,colour\na,阿,red", 1, "colour", "column_unknown")]
    [InlineData("id,name,name\na,阿,阿", 1, "name", "column_twice")]
    [InlineData("id,role\na,steward", 1, "name", "column_missing")]
    [InlineData("id,name\n,阿", 2, "id", "person_id_malformed")]
    [InlineData("id,name\na b,阿", 2, "id", "person_id_malformed")]
    [InlineData("id,name\na,", 2, "name", "person_name")]
    [InlineData("id,name\na,阿\na,本", 3, "id", "person_twice")]
    [InlineData("id,name\na,阿\n\nb,本\na,阿", 5, "", "line_twice")]
    [InlineData("id,name,role,region\na,阿,mayor,T", 2, "role", "role_unknown")]
    [InlineData("id,姓名,角色,区划\na,阿,管家,nowhere", 2, "区划", "region_unknown")]
    [InlineData("id,name,role,region\na,阿,steward,", 2, "region", "region_unknown")]
    [InlineData("id,name,role,region\na,阿,system_admin,V", 2, "role", "role_is_town_wide")]
    [InlineData("id,name,role,region\na,阿,system_admin,T\na,阿,audit_admin,T", 3, "role", "role_excludes_another")]
    [InlineData("id,name,role,region,unit\na,阿,handler,T,nobody", 2, "unit", "unit_unknown")]
    [InlineData("id,name,role,region,until\na,阿,steward,T,2016-02-30", 2, "until", "grant_dates")]
    [InlineData("id,name,role,region,until\na,阿,steward,T,2016-06-12", 2, "until", "grant_dates")]
    [InlineData("id,name,region\na,阿,T", 2, "region", "role_missing")]
    [InlineData("id,name,homeGrid\na,阿,nowhere", 2, "homeGrid", "home_grid_unknown")]
    [InlineData("id,name,homeGrid,trade\na,阿,V-1,nothing", 2, "trade", "unit_unknown")]
    [InlineData("id,name,homeGrid,households\na,阿,V-1,-3", 2, "households", "households")]
    [InlineData("id,name,households\na,阿,3", 2, "households", "home_grid_missing")]
    [InlineData("id,name,homeGrid\na,阿,V-1\na,阿,V-2", 3, "homeGrid", "steward_twice")]
    public async Task Every_fault_is_named_by_line_and_column_and_nothing_changes(string csv, int line, string column, string code)
    {
        var (status, said) = await Import(Utf8(csv));
        var fault = Assert.Single(JsonDocument.Parse(said).RootElement.GetProperty("faults").EnumerateArray());
        Assert.Equal((400, line, column, code), (status, fault.GetProperty("line").GetInt32(), fault.GetProperty("column").GetString(), fault.GetProperty("code").GetString()));
        Assert.NotEmpty(fault.GetProperty("message").GetString()!);
        Assert.Contains(fault.GetProperty("messageZh").GetString()!, c => c > 0x2E80);
        Assert.Empty(bench.Gateway.Grains.People.Origins);
        Assert.Empty(bench.Gateway.Grains.Registrations);
    }

    [Fact]
    public async Task All_of_a_sheet_s_faults_come_at_once_in_order()
    {
        var (_, said) = await Import(Utf8("id,name,role,region\n,阿,steward,T\nb,本,mayor,T\nc,陈,steward,nowhere"), dryRun: true);
        Assert.Equal([2, 3, 4], JsonDocument.Parse(said).RootElement.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("line").GetInt32()));
    }

    [Theory]
    [InlineData("\"a,b\n", "csv_malformed")]
    [InlineData("", "sheet_empty")]
    [InlineData("\n\n,,\n", "sheet_empty")]
    public async Task What_is_no_sheet_is_told_so(string text, string code) => Assert.Equal((400, code), CodeOf(await Import(Utf8(text))));

    [Fact]
    public async Task Bytes_that_are_no_text_and_no_workbook_are_told_so()
    {
        Assert.Equal((400, "sheet_encoding"), CodeOf(await Import([0xEF, 0xBB, 0xBF, (byte)'i', 0xFF])));
        Assert.Equal((400, "sheet_encoding"), CodeOf(await Import([(byte)'i', 0xFF, 0xFF])));
        Assert.Equal((400, "sheet_workbook"), CodeOf(await Import([(byte)'P', (byte)'K', 3, 4, 1, 2, 3], type: Xlsx)));
        Assert.Equal((415, "not_a_sheet"), CodeOf(await Import(Utf8(Sheet), type: "text/plain")));
        Assert.Equal((413, "too_large"), CodeOf(await Import(new byte[SheetFile.BytesMax + 1])));
    }

    [Fact]
    public async Task S7_a_workbook_that_inflates_without_end_is_refused_before_it_is_read()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open())
            for (var written = 0; written <= SheetFile.InflatedBytesMax; written += 1 << 20) part.Write(new byte[1 << 20]);
        Assert.InRange(stream.Length, 1, SheetFile.BytesMax);
        Assert.Equal((413, "too_large"), CodeOf(await Import(stream.ToArray(), type: Xlsx)));
    }

    [Fact]
    public async Task Rows_columns_and_cells_are_bounded()
    {
        var rows = new StringBuilder("id,name\n");
        for (var row = 0; row <= SheetFile.RowsMax; row++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"p{row},n\n");
        Assert.Equal((400, "too_many_rows"), CodeOf(await Import(Utf8(rows.ToString()))));
        Assert.Equal((400, "sheet_columns"), CodeOf(await Import(Utf8(new string(',', SheetFile.ColumnsMax + 1)))));
        Assert.Equal((400, "sheet_cell"), CodeOf(await Import(Utf8($"id,name\na,{new string('阿', SheetFile.CellCharactersMax + 1)}"))));
    }

    [Fact]
    public async Task Only_who_registers_people_may_and_only_in_the_own_region()
    {
        await bench.Register("wang.jun", "system_admin");
        Assert.Equal((403, "not_allowed"), CodeOf(await Import(Utf8(Sheet), token: await bench.TokenOf("wang.jun"))));
        Assert.Equal((401, "sign_in_needed"), CodeOf(await Import(Utf8(Sheet), token: null)));
        Assert.Equal(403, (await bench.Send("GET", "/people/export", token: await bench.TokenOf("wang.jun"))).Status);
        Assert.Empty(bench.Gateway.Grains.Registrations);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task What_is_exported_comes_in_again_unchanged(string format)
    {
        await Import(Utf8(Sheet));
        await bench.Send("POST", "/people", new { id = "formula", name = "=1+1", telephone = "+8613800000002" }, IdentityBench.Admin);
        await bench.Send("POST", "/people/formula/grants", new { role = "steward", region = "T" }, IdentityBench.Admin);
        foreach (var steward in bench.Gateway.Grains.Registrations) Assert.Equal("shen.1", steward.Steward.Id);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/people/export?format={format}");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {IdentityBench.Admin}");
        using var answer = await bench.Gateway.Http.SendAsync(request);
        var file = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        if (format == "csv")
        {
            Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
            Assert.Contains("formula,'=1+1,'+8613800000002,", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        }
        var (status, said) = await Import(file, type: format == "csv" ? Csv : Xlsx);
        Assert.Equal((200, true), (status, said.Contains("\"people\":{\"new\":0,\"changed\":0,\"same\":3},\"grants\":0,\"stewards\":0", StringComparison.Ordinal)));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static (int, string) CodeOf((int Status, string Said) answer) =>
        (answer.Status, JsonDocument.Parse(answer.Said).RootElement.GetProperty("error").GetProperty("code").GetString()!);

    private static byte[] Workbook()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new[]
        {
            // A spreadsheet makes numbers and dates of what looks so.
            new { 登录名 = "li.na", 姓名 = "李娜", 电话 = (double?)13800000001, 角色 = "受理分流员", 区划 = "T", 起 = (DateTime?)new DateTime(2016, 6, 13), 止 = (string?)null, 所属网格 = "", 联系户数 = (double?)null },
            new { 登录名 = "shen.1", 姓名 = "沈一", 电话 = (double?)null, 角色 = "管家", 区划 = "V-1", 起 = (DateTime?)null, 止 = (string?)null, 所属网格 = "V-1", 联系户数 = (double?)12 },
            new { 登录名 = "shen.1", 姓名 = "沈一", 电话 = (double?)null, 角色 = "楼道长", 区划 = "V-2", 起 = (DateTime?)new DateTime(2016, 7, 1), 止 = (string?)"2016/12/31", 所属网格 = "", 联系户数 = (double?)null },
        });
        return stream.ToArray();
    }

    private async Task<(int Status, string Said)> Import(byte[] file, bool dryRun = false, string type = Csv, string? token = IdentityBench.Admin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/people/import?dryRun={(dryRun ? "true" : "false")}") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new(type);
        request.Headers.ExpectContinue = true; // a body that is refused by its length is not sent
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await bench.Gateway.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
