using System.Globalization;

namespace RealtimeGov.Bench.Support.Measurement;

/// <summary>What a process used so far, as Linux tells it under /proc.</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="WrittenBytes">Handed to the disk; 0 where it cannot be read.</param>
public readonly record struct Usage(double CpuSeconds, long WrittenBytes)
{
    public static Usage operator -(Usage later, Usage earlier) =>
        new(later.CpuSeconds - earlier.CpuSeconds, later.WrittenBytes - earlier.WrittenBytes);
}

/// <summary>Reads <see cref="Usage"/> and memory by process id.</summary>
public static class ProcessMeter
{
    private const double TicksPerSecond = 100; // USER_HZ: the same on every Linux architecture that .NET runs on

    public static Usage Self => Of(Environment.ProcessId);

    public static Usage Of(int pid) => new(Cpu(pid, withChildrenGone: false), Written(pid));

    /// <summary>A server and its children, those that ended included: PostgreSQL's postmaster.</summary>
    public static Usage Family(int pid)
    {
        var cpu = Cpu(pid, withChildrenGone: true);
        foreach (var child in Children(pid)) cpu += Cpu(child, withChildrenGone: false);
        return new Usage(cpu, 0);
    }

    /// <summary>Resident memory, MB of 1,000,000 bytes.</summary>
    public static double ResidentMb(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private static double Cpu(int pid, bool withChildrenGone)
    {
        var fields = Fields(pid);
        if (fields.Length == 0) return 0;
        // man 5 proc: utime, stime, cutime and cstime are fields 14 to 17; the first here is field 3.
        var ticks = fields.Skip(11).Take(withChildrenGone ? 4 : 2).Sum(f => double.Parse(f, CultureInfo.InvariantCulture));
        return ticks / TicksPerSecond;
    }

    private static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var pid) && Fields(pid) is { Length: > 1 } fields
                && fields[1] == parent.ToString(CultureInfo.InvariantCulture))
                yield return pid;
    }

    // Behind the name, which may itself hold blanks and brackets.
    private static string[] Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return []; // it has ended
        }
    }

    private static long Written(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/io").First(l => l.StartsWith("write_bytes:", StringComparison.Ordinal));
            return long.Parse(line.AsSpan("write_bytes:".Length), CultureInfo.InvariantCulture);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
