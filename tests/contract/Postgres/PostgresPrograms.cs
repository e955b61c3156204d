using System.Globalization;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Postgres;

/// <summary>PostgreSQL's own programs on this machine. They refuse to run as root, so root runs them as user postgres.</summary>
internal static class PostgresPrograms
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(3); // recovering after an immediate stop takes what a busy disk takes

    private static readonly Lazy<string> Folder = new(Find);

    public static string Path(string program) => System.IO.Path.Combine(Folder.Value, program);

    /// <summary>Runs one to its end and returns what it wrote.</summary>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        string[] command = Environment.IsPrivilegedProcess
            ? ["runuser", "-u", "postgres", "--", Path(program), .. arguments]
            : [Path(program), .. arguments];
        await using var child = ChildProcess.Start(command[0], command[1..], workingFolder: "/");
        var code = await child.Exit(Within);
        var wrote = string.Join('\n', child.Output.Concat(child.Errors));
        return code == 0 ? wrote : throw new InvalidOperationException($"{program} ended with {code}\n{wrote}");
    }

    /// <summary>Gives a folder to the user the programs run as.</summary>
    public static async Task Own(string folder)
    {
        if (!Environment.IsPrivilegedProcess) return;
        await using var child = ChildProcess.Start("chown", ["postgres", folder]);
        if (await child.Exit(Within) != 0) throw new InvalidOperationException($"chown postgres {folder}: {string.Join('\n', child.Errors)}");
    }

    private static string Find()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return versions
            .OrderByDescending(v => double.TryParse(System.IO.Path.GetFileName(v), CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Select(v => System.IO.Path.Combine(v, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(System.IO.Path.Combine(folder, "initdb")))
            ?? throw new FileNotFoundException("these tests want PostgreSQL's server programs (initdb, pg_ctl): as root on Debian, apt-get install postgresql-15");
    }
}
