using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Host;
using RealtimeGov.Gateway.Host.Backup;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Gateway.Tests.Desk;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Privacy;

/// <summary>A backup beside a running town, restored into an empty folder: every count is as it was, and nobody who was erased is back.</summary>
[Trait("lane", "trust")]
public sealed class BackupTests : IDisposable
{
    private const string Kept = "路灯不亮", Secret = "张三每晚醉酒打骂妻子", Amended = "住在三号楼二单元", Late = "备份以后的上报";
    private static readonly string KeptPhoto = new('c', 64), ErasedPhoto = new('b', 64);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_running_town_is_backed_up_and_restored_with_every_count_and_without_what_was_erased_since()
    {
        await using var town = await DeskTown.Start();
        await town.Report(Kept, photos: [KeptPhoto]);
        var about = await town.Report(Secret, photos: [ErasedPhoto]);
        Assert.Equal(200, (await town.Post($"inbox/{about.ReportId}/steps", "S-1", new { version = 0, step = "amend", text = Amended })).Status);
        foreach (var photo in new[] { KeptPhoto, ErasedPhoto }) Write(Path.Combine(town.Folder, "photos", photo[..2], photo[2..4], photo), photo);
        Write(Path.Combine(town.Folder, "admin-token"), "a secret");
        await town.Day("T", valid: 2);
        await DeskTown.Until(async () => await town.IsQuiet());

        var (backup, keys) = (folder.File("backup"), folder.File("keys"));
        var taken = await Run("backup", "--data", town.Folder, "--to", backup, "--keys", keys);
        Assert.True(taken.Code == 0, taken.Said);
        Assert.Contains("2 reports", taken.Said, StringComparison.Ordinal);
        Assert.Equal("a secret", await File.ReadAllTextAsync(Path.Combine(keys, "admin-token")));
        Assert.Empty(Directory.GetFiles(backup, "*token*", SearchOption.AllDirectories));
        foreach (var file in Directory.GetFiles(backup, "*", SearchOption.AllDirectories))
            if (!OperatingSystem.IsWindows()) Assert.Equal(OwnersFiles.FileRights, File.GetUnixFileMode(file));

        // The town goes on: what comes now is in no backup, and what is erased now must not come back from it.
        await town.Report(Late);
        await town.Day("T", valid: 3);
        await town.Step("G1.2", "shen", new { step = "decline", reason = "aboutAPerson", text = "请致电调解室" });
        await DeskTown.Until(async () => (await town.ErasedPhotos()).Contains(ErasedPhoto));
        await town.StopServing();
        await town.Stop();
        var ledger = Path.Combine(town.Folder, ErasureLedger.FileName);
        Assert.Contains($"\"report\":\"{about.ReportId}\"", await File.ReadAllTextAsync(ledger), StringComparison.Ordinal);
        Assert.True(Holds(backup, Secret) && Holds(backup, Amended)); // else nothing is proven below

        var data = folder.File("restored");
        var restored = await Run("restore", "--from", backup, "--data", data, "--keys", keys, "--erasures", ledger);
        Assert.True(restored.Code == 0, restored.Said);
        Assert.Contains("erased   2 contents that had been erased since", restored.Said, StringComparison.Ordinal);
        foreach (var gone in new[] { Secret, Amended, Late }) Assert.False(Holds(data, gone), gone);
        Assert.True(Holds(data, Kept));
        Assert.Equal(["p", KeptPhoto], ["p", .. SqliteCopy.Photos(Path.Combine(data, "journal.db"))]);
        Assert.Equal("a secret", await File.ReadAllTextAsync(Path.Combine(data, "admin-token")));
        // Every table that an erasure does not touch has its rows.
        var (then, now) = (BackupManifest.Read(backup).Counts, SqliteCopy.Counts(Path.Combine(data, "journal.db")));
        foreach (var table in new[] { "journal", "report_id", "report", "issue", "day_tally", "steward", "region", "person", "device" }) Assert.Equal(then[table], now[table]);
        Assert.Equal(0, (await Run("rebuild", "--check", "--data", data)).Code); // J14
        Assert.Contains(AuditFile.Read(Path.Combine(data, AuditFile.FirstName)), line => line.Entry!.What.StartsWith("restored from the backup of ", StringComparison.Ordinal));
        Assert.Contains(AuditFile.In(data).SelectMany(AuditFile.Read), line => line.Entry!.What == "backup taken");

        // It runs, counts what it counted, and its own next events are not taken for those that were erased.
        await using var host = ChildProcess.Start(Repository.Executable("RealtimeGov.Gateway.Host"), ["--port", "0", "--grpc-port", "0", "--data", data]);
        var address = Regex.Match(await host.Line("ready ", Patience.Max), @"http://127\.0\.0\.1:\d+").Value;
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var day = JsonDocument.Parse(await http.GetStringAsync("/api/v1/regions/T/days/2026-03-09")).RootElement;
        Assert.Equal((2, 2), (day.GetProperty("validReports").GetInt32(), day.GetProperty("openedIssues").GetInt32()));
        Assert.DoesNotContain(host.Output, line => line.StartsWith("erased", StringComparison.Ordinal));
        // The audit goes on from where it was: changes that it had not yet taken when it was copied come onto it.
        await DeskTown.Until(async () => (await Run("audit", "verify", "--data", data)).Code == 0);
        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));
    }

    [Fact]
    public async Task What_cannot_be_restored_is_named_and_leaves_nothing()
    {
        await using var town = await DeskTown.Start();
        await town.Report(Kept, photos: [KeptPhoto]);
        Write(Path.Combine(town.Folder, "photos", "cc", "cc", KeptPhoto), "bytes");
        var (backup, data, ledger) = (folder.File("backup"), folder.File("restored"), folder.Write("erasures.log", ""));
        Assert.Equal(0, (await Run("backup", "--data", town.Folder, "--to", backup)).Code);

        await Refused("--to", "is there and not empty", "backup", "--data", town.Folder, "--to", backup);
        await Refused("--to", "name a new folder for the backup", "backup", "--data", town.Folder);
        await Refused("--keys", "apart from the backup", "backup", "--data", town.Folder, "--to", folder.File("b2"), "--keys", folder.File("b2/keys"));
        await Refused("--data", "there is no journal.db", "backup", "--data", folder.File("nowhere"), "--to", folder.File("b2"));
        await Refused("--from", "name the folder of a backup", "restore", "--data", data, "--erasures", "lost");
        await Refused("--from", "there is no backup.json", "restore", "--data", data, "--from", town.Folder, "--erasures", "lost");
        await Refused("--erasures", "so that nobody who was erased comes back", "restore", "--data", data, "--from", backup);
        await Refused("--erasures", "there is no file", "restore", "--data", data, "--from", backup, "--erasures", folder.File("none.log"));
        await Refused("--data", "is there and not empty", "restore", "--data", town.Folder, "--from", backup, "--erasures", ledger);
        await Refused("--keys", "there is no such folder", "restore", "--data", data, "--from", backup, "--erasures", ledger, "--keys", folder.File("no-keys"));
        await Refused("line 1 cannot be read", "erased", "restore", "--data", data, "--from", backup, "--erasures", folder.Write("bad.log", "nothing\n"));

        var photo = Path.Combine(backup, "photos", "cc", "cc", KeptPhoto);
        await File.WriteAllTextAsync(photo, "other");
        await Refused("--from", $"photos/cc/cc/{KeptPhoto} is not as it was taken", "restore", "--data", data, "--from", backup, "--erasures", ledger);
        File.Delete(photo);
        await Refused("--from", $"photos/cc/cc/{KeptPhoto} is not there", "restore", "--data", data, "--from", backup, "--erasures", ledger);

        // A row that was taken out, with its checksum put right.
        var database = Path.Combine(backup, "journal.db");
        var whole = await File.ReadAllBytesAsync(database);
        Write(photo, "bytes");
        Sql(database, "delete from report");
        Described(backup);
        await Refused("--from", "table report has 0 rows and had 1", "restore", "--data", data, "--from", backup, "--erasures", ledger);
        await File.WriteAllBytesAsync(database, whole);
        Sql(database, "insert into schema_version values (998, 'later', 'now')");
        Described(backup);
        await Refused("has schema 998", "Start the release that made schema 998", "restore", "--data", data, "--from", backup, "--erasures", ledger);

        await File.WriteAllTextAsync(Path.Combine(backup, BackupManifest.FileName), """{"format":2,"takenAtUs":0,"schema":1,"counts":{},"photosMissing":0,"files":[]}""");
        await Refused("is of format 2", "restore with the release that took the backup", "restore", "--data", data, "--from", backup, "--erasures", ledger);
        await File.WriteAllTextAsync(Path.Combine(backup, BackupManifest.FileName), "{");
        await Refused("cannot be read", "altered or cut short", "restore", "--data", data, "--from", backup, "--erasures", ledger);
        Assert.False(Directory.Exists(data));
        Assert.Empty(Directory.GetDirectories(folder.Path, "*.unfinished*"));
    }

    private static async Task Refused(string first, string second, params string[] args)
    {
        var (code, said) = await Run(args);
        Assert.True(code == 2, said);
        Assert.Contains(first, said, StringComparison.Ordinal);
        Assert.Contains(second, said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> Run(params string[] args)
    {
        using var said = new StringWriter();
        return (await HostProgram.Run(args, said, said), said.ToString());
    }

    private static void Sql(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // As somebody would who alters a backup and its checksum.
    private static void Described(string backup)
    {
        var manifest = BackupManifest.Read(backup);
        (manifest with { Files = [.. manifest.Files.Select(file => BackupManifest.Describe(backup, file.Name))] }).Write(backup);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static bool Holds(string folder, string text) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
}
