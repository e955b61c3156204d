using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Audit;

/// <summary>The program itself: changes and reads come into the audit, and `audit verify` names whatever is done to either.</summary>
[Trait("lane", "trust")]
public sealed class AuditVerifyTests : IAsyncLifetime
{
    private const string Town = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"T","name":"测试镇","kind":"town","timeZone":"Asia/Shanghai"},"geometry":null},
        {"type":"Feature","properties":{"code":"V-1","name":"一村","kind":"grid","parent":"T"},"geometry":{"type":"Polygon","coordinates":[[[120,30],[120.01,30],[120.01,30.01],[120,30.01],[120,30]]]}}]}
        """;

    private readonly TempFolder folder = new();
    private string data = null!;

    /// <summary>A town in which somebody was registered and looked at, and which has stopped since.</summary>
    public async Task InitializeAsync()
    {
        data = folder.File("data");
        await using var host = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"),
            ["--port", "0", "--grpc-port", "0", "--data", data, "--regions", folder.Write("town.geojson", Town)]);
        var address = System.Text.RegularExpressions.Regex.Match(await host.Line("ready ", Patience.Max), @"http://127\.0\.0\.1:\d+").Value;
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin-token"))).Trim());
        foreach (var person in new[] { "li.na", "shen.1" })
            (await http.PostAsJsonAsync("/api/v1/people", new { id = person, name = "李娜" })).EnsureSuccessStatusCode();
        (await http.PostAsJsonAsync("/api/v1/people/li.na/grants", new { role = "steward", region = "T" })).EnsureSuccessStatusCode();
        await http.GetStringAsync("/api/v1/people/li.na?purpose=appraisal");
        var changes = JsonDocument.Parse(await http.GetStringAsync("/api/v1/audit?kind=change&what=person/")).RootElement.GetProperty("entries");
        Assert.Equal(["person/li.na 2 GrantGiven", "person/shen.1 1 PersonRegistered", "person/li.na 1 PersonRegistered"], changes.EnumerateArray().Select(entry => entry.GetProperty("what").GetString()));
        Assert.All(changes.EnumerateArray(), entry => Assert.Equal("service admin-token", entry.GetProperty("who").GetString()));
        // To read the audit is on it.
        Assert.Contains("audit ?kind=change", await http.GetStringAsync("/api/v1/audit?kind=read"), StringComparison.Ordinal);
        Assert.Contains("\"what\":", await http.GetStringAsync("/api/v1/audit?kind=mark"), StringComparison.Ordinal);
        using (var other = await http.GetAsync("/api/v1/audit?kind=audit"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
            Assert.Contains("kind is one of change, read, mark.", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Whatever_is_altered_removed_or_put_in_is_named()
    {
        var untouched = await Verify();
        Assert.Equal(0, untouched.Code);
        Assert.Contains("changes are in the journal as they were", untouched.Said, StringComparison.Ordinal);
        var log = Path.Combine(data, AuditFile.FirstName);
        var lines = await File.ReadAllLinesAsync(log);
        var read = Array.FindIndex(lines, line => line.Contains("person li.na\",\"why\":\"appraisal\"", StringComparison.Ordinal));
        Assert.True(read > 0, string.Join('\n', lines));
        var head = System.Text.RegularExpressions.Regex.Match(untouched.Said, "head ([0-9a-f]{64})").Groups[1].Value;
        Assert.Equal(0, (await Verify("--head", head)).Code);

        // The read taken out, as somebody who looked would.
        await File.WriteAllLinesAsync(log, lines.Where((_, at) => at != read));
        await Names($"entry {read + 1} was removed");
        // Another put in its place.
        await File.WriteAllLinesAsync(log, lines.Select((line, at) => at == read ? line.Replace("service admin-token", "person somebody", StringComparison.Ordinal) : line));
        await Names($"entry {read + 1} was altered");
        // Everything from there on taken out: what was noted elsewhere tells it.
        await File.WriteAllLinesAsync(log, lines.Take(read));
        var cut = await Verify("--head", head);
        Assert.Equal(1, cut.Code);
        Assert.Contains($"no entry has the hash {head}", cut.Said, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(log, lines);

        // The journal itself.
        await Sql("update journal set principal_id = 'somebody' where stream = 'person/li.na' and seq = 2", "event person/li.na 2 GrantGiven was altered");
        await Sql("update journal set facts = x'2a00' where stream = 'person/li.na' and seq = 1", "event person/li.na 1 PersonRegistered was altered");
        await Sql("delete from journal where stream = 'person/li.na' and seq = 1", "person/li.na ends with event 2 and has 1", "event person/li.na 1 PersonRegistered is gone");
        await Sql("insert into journal (stream, seq, incarnation, append, facts, type, recorded_at_us, principal_kind, principal_id) select stream, 3, incarnation, append, facts, type, recorded_at_us, principal_kind, principal_id from journal where stream = 'person/li.na' and seq = 2",
            "event person/li.na 3 GrantGiven is on no entry");
        Assert.Equal(0, (await Verify()).Code);
    }

    // Done, told, and taken back.
    private async Task Sql(string sql, params string[] faults)
    {
        var file = Path.Combine(data, "journal.db");
        var copy = await File.ReadAllBytesAsync(file);
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=false"))
        {
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }
        await Names(faults);
        await File.WriteAllBytesAsync(file, copy);
    }

    private async Task Names(params string[] faults)
    {
        var (code, said) = await Verify();
        Assert.Equal(1, code);
        foreach (var fault in faults) Assert.Contains(fault, said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> Verify(params string[] more)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await HostProgram.Run(["audit", "verify", "--data", data, .. more], output, errors);
        return (code, output.ToString() + errors);
    }
}
