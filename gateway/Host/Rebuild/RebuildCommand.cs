using System.CommandLine;
using System.Globalization;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Postgres.Rebuild;
using RealtimeGov.Journal.Rebuild;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Projections;

namespace RealtimeGov.Gateway.Host.Rebuild;

/// <summary>
/// <c>rebuild</c>: makes the read model again from the journal, beside whatever serves it, says what differs, and puts it
/// right unless told only to check.
/// </summary>
internal static class RebuildCommand
{
    /// <summary>With --check: the read model is not as the journal makes it.</summary>
    public const int Differs = 1;

    /// <summary>Differences that are spelled out; the rest are counted.</summary>
    private const int SpelledMax = 50;

    private const int ProgressEvery = 100_000;

    public static async Task<int> Run(string data, string? connection, bool check, TextWriter output, CancellationToken cancellation)
    {
        var told = 0L;
        void Tell(long folded)
        {
            if (folded / ProgressEvery == told / ProgressEvery && told > 0) return;
            told = folded;
            output.WriteLine($"{folded} events folded");
        }

        await using IRebuildStore store = connection is null
            ? SqliteRebuild.Open(data)
            : await PostgresRebuild.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System, cancellation);
        var differences = await new RebuildRun(store, Catalog.Streams, Tell).Run(check, cancellation);
        foreach (var difference in differences.Take(SpelledMax)) await output.WriteLineAsync(difference + DayOf(difference));
        if (differences.Count > SpelledMax) await output.WriteLineAsync($"and {differences.Count - SpelledMax} more");
        await output.WriteLineAsync(differences.Count == 0
            ? "the read model is as the journal makes it"
            : check ? $"{differences.Count} rows differ; nothing was changed. Run rebuild without --check to put them right"
            : $"{differences.Count} rows differed and are now as the journal makes them");
        return check && differences.Count > 0 ? Differs : HostProgram.Ended;
    }

    // The day of a row as people write it; the key holds its number.
    private static string DayOf(Difference difference)
    {
        var at = difference.Table.Keys.ToList().FindIndex(key => key.Name == "local_date");
        return at < 0 ? "" : $" (day {LocalDay.Format(Convert.ToInt32(difference.Key[at], CultureInfo.InvariantCulture))})";
    }
}
