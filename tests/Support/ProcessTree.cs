using System.Globalization;

namespace RealtimeGov.Tests.Support;

/// <summary>Processes that the test did not start itself, such as a server's.</summary>
public static class ProcessTree
{
    public static IEnumerable<int> ChildrenOf(int parent) => Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && StatusOf(pid)?.Parent == parent);

    /// <summary>False of one that has ended and waits to be noticed.</summary>
    public static bool Runs(int pid) => StatusOf(pid) is { State: not 'Z' };

    /// <summary>kill -9; one that has ended already is no error.</summary>
    public static void Kill(int pid) => Signals.Send(pid, Signals.Kill);

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
