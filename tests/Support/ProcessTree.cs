using System.Globalization;

namespace RealtimeGov.Tests.Support;

/// <summary>Processes that the test did not start itself, such as a server's.</summary>
public static class ProcessTree
{
    /// <summary>kill -9 of a process and its children, those included that it would have made meanwhile. Their ids.</summary>
    public static IReadOnlyList<int> Kill(int root)
    {
        Signals.Send(root, Signals.Stop); // it makes no more
        int[] all = [.. ChildrenOf(root), root];
        foreach (var pid in all) Signals.Send(pid, Signals.Kill);
        return all;
    }

    private static IEnumerable<int> ChildrenOf(int parent) => Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && StatusOf(pid)?.Parent == parent);

    /// <summary>False of one that has ended and waits to be noticed.</summary>
    public static bool Runs(int pid) => StatusOf(pid) is { State: not 'Z' };

    private static (char State, int Parent)? StatusOf(int pid)
    {
        try
        {
            // "pid (name) state parent ...", and the name may hold anything.
            var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException) { return null; } // it has ended
    }
}
