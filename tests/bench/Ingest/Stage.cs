using System.Diagnostics;
using System.Globalization;
using RealtimeGov.Bench.Support.Measurement;

namespace RealtimeGov.Bench.Ingest;

/// <summary>One contender's measured stretch of a round.</summary>
/// <param name="Client">What the load client used; for raw, what writes.</param>
/// <param name="Server">The server under test, or nothing where the client is the writer.</param>
/// <param name="Database">A database server's own processes.</param>
public sealed record Stage(string Name, long Reports, double Seconds, Usage Client, Usage Server, Usage Database, long WireBytes, long Retries)
{
    public double PerSecond => Reports / Seconds;

    /// <summary>What a report cost, by process: microseconds of processor time, bytes on the wire, bytes written.</summary>
    public string Describe(int round)
    {
        var written = Server.WrittenBytes + Database.WrittenBytes + (Server == default ? Client.WrittenBytes : 0);
        return string.Create(CultureInfo.InvariantCulture,
            $"  round {round}  {Name,-9} {PerSecond,9:N0}/s   {Reports,7:N0} reports in {Seconds,6:F2} s   cpu us/report: client {Micros(Client),6:F1} server {Micros(Server),6:F1} database {Micros(Database),6:F1}   bytes/report: sent {WireBytes / (double)Reports,5:F0} written {written / (double)Reports,6:F0}   retries {Retries}");
    }

    private double Micros(Usage usage) => usage.CpuSeconds * 1e6 / Reports;
}

/// <summary>Runs a stretch and meters the processes around it.</summary>
public sealed class StageMeter(Func<Usage> server, Func<Usage> database)
{
    public async Task<Stage> Run(string name, Func<Task<(long Reports, double Seconds, long WireBytes, long Retries)>> work)
    {
        var (client0, server0, database0) = (ProcessMeter.Self, server(), database());
        var (reports, seconds, wire, retries) = await work();
        return new Stage(name, reports, seconds, ProcessMeter.Self - client0, server() - server0, database() - database0, wire, retries);
    }

    /// <summary>Seconds that something takes.</summary>
    public static async Task<double> Seconds(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
