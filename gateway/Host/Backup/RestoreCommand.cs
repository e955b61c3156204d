using RealtimeGov.Domain.Audit;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Journal.Sqlite;

namespace RealtimeGov.Gateway.Host.Backup;

/// <summary>
/// <c>restore</c>: a backup into a new folder. Every file is compared with its checksum and every table with its count; then what
/// was erased since is erased again, before the folder has its name. The audit says that it happened.
/// </summary>
internal static class RestoreCommand
{
    /// <summary>In the place of a ledger: there is none any more.</summary>
    public const string Lost = "lost";

    // An erasure takes from these; the search makes its own again.
    private static readonly string[] ErasedFrom = ["content", "photo_reference", "erased_photo", "erased_content", "search_text", "search_note", "schema_version"];

    public static async Task Run(string data, string from, string? keys, string ledger, TimeProvider time, TextWriter output, CancellationToken cancellation)
    {
        Folders.RefuseFilled("--data", data);
        if (keys is not null && !Directory.Exists(keys)) throw new InvalidDataException($"--keys {keys}: there is no such folder; leave --keys out where the keys are gone");
        var manifest = BackupManifest.Read(from);
        // Both before anything is copied: a line that cannot be read, a schema that is newer.
        var erasures = ErasureLedger.Read(Path.Combine(from, ErasureLedger.FileName)).Concat(ledger == Lost ? [] : ErasureLedger.Read(ledger)).ToList();
        if (!File.Exists(Path.Combine(from, BackupCommand.Database))) throw Altered(from, BackupCommand.Database, "is not there");
        if (!manifest.Files.Contains(BackupManifest.Describe(from, BackupCommand.Database))) throw Altered(from, BackupCommand.Database, "is not as it was taken");
        var missing = SqliteCopy.SchemaOf(Path.Combine(from, BackupCommand.Database)).Missing;
        var gone = await Folders.Whole(data, folder => Fill(folder, from, keys, manifest, erasures, ledger, missing, time, cancellation));
        await output.WriteLineAsync($"restored {data}: {manifest.Events} events, {manifest.Reports} reports, {manifest.Counts.Count} tables as they were at {Iso.Time(manifest.TakenAtUs)}");
        await output.WriteLineAsync(ledger == Lost
            ? $"erased   {gone} contents again, of the backup's own ledger; who was erased later is back, and the audit says so"
            : $"erased   {gone} contents that had been erased since");
        if (keys is null) await output.WriteLineAsync("keys     none: the next start makes new ones; devices that have the shared token, and sessions, begin anew");
    }

    private static async Task<int> Fill(string folder, string from, string? keys, BackupManifest manifest, List<Erasure> erasures, string ledger, int missing, TimeProvider time, CancellationToken cancellation)
    {
        foreach (var file in manifest.Files) Copy(from, folder, file);
        if (keys is not null) KeyFiles.Copy(keys, folder);
        Compare(folder, manifest.Counts, []);
        var now = Instant.From(time.GetUtcNow());
        File.Delete(Path.Combine(folder, ErasureLedger.FileName)); // written anew, with what both say
        ErasureLedger.Write(Path.Combine(folder, ErasureLedger.FileName), erasures, now, KeyFiles.Operator);
        var gone = 0;
        await using (var journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder }, time))
            gone = await new ErasureLedger(folder, journal.Eraser).ApplyAll(cancellation);
        foreach (var own in new[] { "journal.mark", "journal.lock", "journal.pid" }) File.Delete(Path.Combine(folder, own));
        if (missing == 0) Compare(folder, manifest.Counts, ErasedFrom);
        using var audit = AuditFile.Open(folder, now);
        audit.Append(now, AuditKind.Mark, KeyFiles.Operator, $"restored from the backup of {Iso.Time(manifest.TakenAtUs)}, {gone} contents erased again", ledger == Lost ? "the newest erasures.log is lost" : "");
        return gone;
    }

    private static void Copy(string from, string folder, BackupFile file)
    {
        var target = Path.GetFullPath(Path.Combine(folder, file.Name));
        // A name from a file that somebody may have altered stays within the folder.
        if (!target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw Altered(from, file.Name, "lies outside of it");
        if (!Folders.TryCopy(Path.Combine(from, file.Name), target)) throw Altered(from, file.Name, "is not there");
        if (BackupManifest.Describe(folder, file.Name) != file) throw Altered(from, file.Name, "is not as it was taken");
    }

    private static void Compare(string folder, IReadOnlyDictionary<string, long> counts, string[] but)
    {
        var found = SqliteCopy.Counts(Path.Combine(folder, BackupCommand.Database));
        foreach (var (table, rows) in counts.Where(count => !but.Contains(count.Key)))
            if (found.GetValueOrDefault(table, -1) is var now && now != rows) throw new InvalidDataException($"--from: table {table} has {now} rows and had {rows} when the backup was taken: it was altered. Name another backup");
    }

    private static InvalidDataException Altered(string from, string name, string what) =>
        new($"--from {from}: {name} {what}: the backup was altered or damaged. Nothing was restored; name another backup");
}
