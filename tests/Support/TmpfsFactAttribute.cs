using System.Diagnostics;
using Xunit;

namespace RealtimeGov.Tests.Support;

/// <summary>A fact that mounts a small disk of its own, which root alone may; it skips where that is not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmpfsFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(() =>
    {
        try
        {
            using var disk = new SmallDisk(1 << 20);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"no disk can be mounted here: {e.Message}";
        }
    });

    public TmpfsFactAttribute() => Skip = WhyNot.Value;
}

/// <summary>A disk in memory, mounted on a folder of its own until it is disposed.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempFolder folder = new();

    /// <exception cref="InvalidOperationException">It cannot be mounted.</exception>
    public SmallDisk(long bytes) => Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", folder.Path);

    public string Path => folder.Path;

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", folder.Path);

    /// <summary>Takes all the room that is left, in a file <c>ballast</c>.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(folder.File("ballast"), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var piece in (int[])[1 << 20, 4_096, 1])
        {
            try
            {
                while (true) ballast.Write(new byte[piece]);
            }
            catch (IOException)
            {
                // Full for pieces of that size.
            }
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(folder.File("ballast"));

    public void Dispose()
    {
        Run("umount", "-l", folder.Path);
        folder.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {said.Trim()}");
    }
}
