using Microsoft.Data.Sqlite;
using RealtimeGov.Cluster.Storage;
using RealtimeGov.Domain.Audit;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host.Backup;

/// <summary>
/// <c>backup</c>: the audit first, so that every change on it is in the database; the database at one moment, beside whoever writes
/// it; then the photos that its reports name, and the ledger of what was erased. It is whole or not there.
/// </summary>
internal static class BackupCommand
{
    public const string Database = "journal.db";

    public static async Task Run(string data, string to, string? keys, TimeProvider time, TextWriter output)
    {
        if (!File.Exists(Path.Combine(data, Database)))
            throw new InvalidDataException($"--data {data}: there is no {Database}; name the folder of the server's --data. A town on PostgreSQL is backed up as docs/operations.md says");
        Folders.RefuseFilled("--to", to);
        if (keys is not null) Folders.RefuseFilled("--keys", keys);
        var manifest = await Folders.Whole(to, folder => Task.FromResult(Copy(data, folder, time)));
        if (keys is not null) await Folders.Whole(keys, folder => Task.FromResult(KeyFiles.Copy(data, folder)));
        await output.WriteLineAsync($"backup   {to}: schema {manifest.Schema}, {manifest.Events} events, {manifest.Reports} reports, {manifest.Files.Count} files, of {Iso.Time(manifest.TakenAtUs)}");
        if (manifest.PhotosMissing > 0) await output.WriteLineAsync($"photos   {manifest.PhotosMissing} that reports name have no file: they were erased meanwhile, or lost before");
        await output.WriteLineAsync(keys is null ? "keys     were not copied: with --keys FOLDER they go to a folder apart; without them devices and people sign in anew after a restore" : $"keys     {keys}: keep it apart from the backup");
    }

    private static BackupManifest Copy(string data, string folder, TimeProvider time)
    {
        var now = Instant.From(time.GetUtcNow());
        using (var audit = AuditFile.Open(data, now)) audit.Append(now, AuditKind.Mark, KeyFiles.Operator, "backup taken", "");
        var names = new List<string>();
        foreach (var log in AuditFile.In(data)) names.Add(CopyLines(log, folder));
        Take(data, Database, folder, names);
        var taken = Instant.From(time.GetUtcNow());
        if (File.Exists(Path.Combine(data, RecordStore.FileName))) Take(data, RecordStore.FileName, folder, names);
        var missing = 0;
        foreach (var id in SqliteCopy.Photos(Path.Combine(folder, Database)))
        {
            foreach (var name in PhotoNames.Of(id).Select(name => Path.Combine(PhotoOptions.FolderName, name)))
                if (Folders.TryCopy(Path.Combine(data, name), Path.Combine(folder, name))) names.Add(name);
            if (!File.Exists(Path.Combine(folder, PhotoOptions.FolderName, PhotoNames.Of(id).First()))) missing++;
        }
        if (File.Exists(Path.Combine(data, ErasureLedger.FileName))) names.Add(CopyLines(Path.Combine(data, ErasureLedger.FileName), folder));
        var file = Path.Combine(folder, Database);
        var manifest = new BackupManifest(BackupManifest.FormatNow, taken, SqliteCopy.SchemaOf(file).Schema, SqliteCopy.Counts(file), missing, [.. names.Select(name => BackupManifest.Describe(folder, name))]);
        manifest.Write(folder);
        return manifest;
    }

    private static void Take(string data, string name, string folder, List<string> names)
    {
        try
        {
            SqliteCopy.Take(Path.Combine(data, name), Path.Combine(folder, name));
        }
        catch (SqliteException e)
        {
            throw new InvalidDataException($"{Path.Combine(data, name)} cannot be copied: {e.Message}", e);
        }
        names.Add(name);
    }

    // Whole lines of a file that grows meanwhile.
    private static string CopyLines(string path, string folder)
    {
        var name = Path.GetFileName(path);
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[source.Length];
        source.ReadExactly(bytes);
        using var target = OwnersFiles.Open(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);
        target.Write(bytes, 0, Array.LastIndexOf(bytes, (byte)'\n') + 1);
        target.Flush(flushToDisk: true);
        return name;
    }
}
