using RealtimeGov.Domain.Audit;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Projections.People;

namespace RealtimeGov.Gateway.Host.Audit;

/// <summary>
/// <c>audit verify</c>: follows every entry of the audit, compares those of changes with the journal, and names what was
/// altered, removed or put in, beside a running server.
/// </summary>
internal static class AuditVerify
{
    public const int Faulty = 1;

    private const int FaultsMax = 100;
    private const int PageRows = 1_000;

    /// <param name="head">A hash that somebody noted earlier: it must be among the entries. Null: none was.</param>
    public static async Task<int> Run(string data, string? connection, string? head, TextWriter output, CancellationToken cancellation)
    {
        var files = AuditFile.In(data).ToList();
        if (files.Count == 0) throw new InvalidDataException($"--data {data}: there is no {AuditFile.FirstName}; name the folder of the server's --data");
        var (faults, entries, seen) = (new List<string>(), 0UL, head is null);
        var changes = new Dictionary<string, (AuditEntry Entry, string Where)>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var chain = new AuditChain();
            foreach (var (line, entry) in AuditFile.Read(file))
            {
                var where = $"{Path.GetFileName(file)} line {line}";
                if (entry is null)
                {
                    faults.Add($"{where}: is no entry");
                    continue;
                }
                entries++;
                faults.AddRange(chain.Follow(entry).Select(fault => $"{where}: {fault}"));
                seen |= entry.Hash == head;
                if (entry.Kind == AuditKind.Change) changes.TryAdd(entry.What, (entry, where));
            }
            await output.WriteLineAsync($"{Path.GetFileName(file)}: {chain.Number} entries, head {chain.Head}");
        }
        if (!seen) faults.Add($"no entry has the hash {head}: what was last when it was noted was removed or altered");
        await using var journal = connection is null ? null : await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System);
        await Compare(changes, Ask, faults);
        foreach (var broken in await Ask(ChangeRow.Broken)) faults.Add($"the journal: {broken.Stream} ends with event {broken.Last} and has {broken.Events}: events were removed");
        foreach (var fault in faults.Take(FaultsMax)) await output.WriteLineAsync(fault);
        if (faults.Count > FaultsMax) await output.WriteLineAsync($"and {faults.Count - FaultsMax} more");
        await output.WriteLineAsync(faults.Count == 0
            ? $"{entries} entries follow one another, and {changes.Count} changes are in the journal as they were"
            : $"{faults.Count} faults: put the files aside for whoever looks into it");
        return faults.Count == 0 ? HostProgram.Ended : Faulty;

        async Task<IReadOnlyList<T>> Ask<T>(ReadQuery<T> query) =>
            journal is null ? SqliteReadOnly.Query(data, query) : await journal.ReadModel.Query(query, cancellation);
    }

    private static async Task Compare(Dictionary<string, (AuditEntry Entry, string Where)> changes, Func<ReadQuery<ChangeRow>, Task<IReadOnlyList<ChangeRow>>> ask, List<string> faults)
    {
        if (changes.Count == 0) return;
        var (first, last) = (changes.Values.Min(change => change.Entry.AtUs), changes.Values.Max(change => change.Entry.AtUs));
        var missing = changes.Keys.ToHashSet(StringComparer.Ordinal);
        // What was recorded later than the audit's last entry it may not have yet.
        for (var page = await ask(ChangeRow.Between(first, last + 1, PageRows)); page.Count > 0; page = page.Count < PageRows ? [] : await ask(ChangeRow.After(page[^1], last + 1, PageRows)))
        {
            foreach (var change in page)
            {
                missing.Remove(change.Name);
                if (!changes.TryGetValue(change.Name, out var known)) faults.Add($"the journal: event {change.Name} is on no entry: it was put in, or its entry was taken out");
                else if (AuditContent.DigestOf(known.Entry.Salt, change) != known.Entry.Digest) faults.Add($"the journal: event {change.Name} was altered since {known.Where}");
            }
        }
        faults.AddRange(missing.Order(StringComparer.Ordinal).Select(name => $"the journal: event {name} is gone, or its envelope was altered; {changes[name].Where} has it"));
    }
}
