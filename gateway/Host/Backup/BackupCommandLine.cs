using System.CommandLine;
using System.CommandLine.Parsing;

namespace RealtimeGov.Gateway.Host.Backup;

/// <summary>`backup` and `restore`: their options, and what is wrong with them before anything is touched.</summary>
internal static class BackupCommandLine
{
    private static readonly Option<string> Data = new("--data") { DefaultValueFactory = _ => HostOptions.DataDefault, Description = "the server's folder; of a restore a new or empty one" };
    private static readonly Option<string?> To = new("--to") { Description = "a new or empty folder for the backup" };
    private static readonly Option<string?> From = new("--from") { Description = "the folder of a backup" };
    private static readonly Option<string?> Keys = new("--keys") { Description = "a folder for tokens and keys, apart from the backup: whoever has both can sign in as everybody" };
    private static readonly Option<string?> Erasures = new("--erasures") { Description = "the newest erasures.log there is, as in the folder that the town had last; or lost" };

    public static RootCommand Backup { get; } = new("backup: database, photos and audit as they are at one moment, beside a running server; tokens and keys into a folder of their own.") { Data, To, Keys };

    public static RootCommand Restore { get; } = new("restore: a town from a backup, into a new folder. What was erased since then stays erased.") { Data, From, Keys, Erasures };

    public static bool Is(ParseResult result) => result.CommandResult.Command == Backup || result.CommandResult.Command == Restore;

    public static IReadOnlyList<string> Faults(ParseResult result) => [.. Wrong(result)];

    public static async Task<int> Run(ParseResult result, TextWriter output, CancellationToken cancellation)
    {
        var data = Path.GetFullPath(result.GetValue(Data)!);
        var keys = result.GetValue(Keys) is { } folder ? Path.GetFullPath(folder) : null;
        if (result.CommandResult.Command == Backup)
            await BackupCommand.Run(data, Path.GetFullPath(result.GetValue(To)!), keys, TimeProvider.System, output);
        else
            await RestoreCommand.Run(data, Path.GetFullPath(result.GetValue(From)!), keys, result.GetValue(Erasures)!, TimeProvider.System, output, cancellation);
        return HostProgram.Ended;
    }

    private static IEnumerable<string> Wrong(ParseResult result)
    {
        var isBackup = result.CommandResult.Command == Backup;
        var place = isBackup ? result.GetValue(To) : result.GetValue(From);
        if (string.IsNullOrEmpty(place)) yield return isBackup ? "--to: name a new folder for the backup, best on another disk" : "--from: name the folder of a backup";
        else if (result.GetValue(Keys) is { } keys && (IsWithin(keys, place) || IsWithin(place, keys)))
            yield return "--keys: is to be apart from the backup: whoever gets both can sign in as everybody. Name a folder elsewhere, best on a medium that is locked away";
        if (!isBackup && string.IsNullOrEmpty(result.GetValue(Erasures)))
            yield return "--erasures: name the newest erasures.log there is, that of the folder which the town had last, so that nobody who was erased comes back; where it is gone, write --erasures lost, which the audit keeps";
        if (!isBackup && result.GetValue(Erasures) is { Length: > 0 } and not RestoreCommand.Lost and var ledger && !File.Exists(ledger))
            yield return $"--erasures: there is no file {ledger}";
    }

    private static bool IsWithin(string inner, string outer)
    {
        var (from, to) = (Path.GetFullPath(outer).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, Path.GetFullPath(inner).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar);
        return to.StartsWith(from, StringComparison.Ordinal);
    }
}
