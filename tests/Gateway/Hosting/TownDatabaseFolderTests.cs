using System.Diagnostics;
using System.Runtime.Versioning;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

/// <summary>Where root's own PostgreSQL lies when user postgres cannot reach the data folder: nowhere that somebody else could have made before.</summary>
[Trait("lane", "trust")]
[UnsupportedOSPlatform("windows")]
public sealed class TownDatabaseFolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_folder_that_somebody_made_beforehand_under_the_old_name_is_not_taken()
    {
        var data = Directory.CreateDirectory(folder.File("data")).FullName;
        var home = Directory.CreateDirectory(folder.File("home")).FullName;
        var old = (await Bash($"printf %s /var/tmp/realtimegov-$(cksum <<<'{data}' | cut -d ' ' -f 1)")).Output;
        Directory.CreateDirectory(Path.Combine(old, "server"));
        try
        {
            // As root, whose data folder user postgres cannot enter; that user's home is a folder of this test's.
            var stand = $$"""
                source '{{Repository.File("scripts", "postgres.sh")}}'
                id() { echo 0; }; chgrp() { :; }; chown() { :; }
                pg_user() { [[ $1 == test && $2 == -x ]] && return 1; "$@"; }
                getent() { echo 'postgres:x:26:26::{{home}}:/bin/sh'; }
                stat() { local last="${@: -1}"; [[ $last == '{{home}}'/* ]] && echo 'postgres directory' || command stat "$@"; }
                town_database_folder '{{data}}'
                """;
            var first = await Bash(stand);
            Assert.Equal((0, ""), (first.Code, first.Errors));
            Assert.Matches($"^{home}/realtimegov\\.[A-Za-z0-9]{{10}}$", first.Output);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(first.Output));
            Assert.Equal(first.Output, (await Bash(stand)).Output); // and is found again

            // Whoever put another folder in its place is not followed.
            File.WriteAllText(Path.Combine(data, "postgres-folder"), old + "\n");
            var moved = await Bash(stand);
            Assert.Equal((1, ""), (moved.Code, moved.Output));
            Assert.Contains("is no folder of user postgres", moved.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static async Task<(int Code, string Output, string Errors)> Bash(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output, await errors);
    }
}
