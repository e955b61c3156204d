using System.Diagnostics;
using System.Globalization;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Engine;

/// <summary>
/// Tries a target: first what was found before, then so many inputs of each fixed seed; or, where
/// <see cref="MinutesVariable"/> is set, of one seed for that long.
/// </summary>
internal static class Fuzzing
{
    /// <summary>Minutes for all targets of a class together; the classes run side by side.</summary>
    public const string MinutesVariable = "REALTIMEGOV_FUZZ_MINUTES";

    /// <summary>The seed of such a run; ./test draws one and prints it.</summary>
    public const string SeedVariable = "REALTIMEGOV_FUZZ_SEED";

    public static readonly int[] Seeds = [1, 2016, 65537];

    /// <summary>No input of at most 64 KiB may take longer, on a machine with much else to do: what hangs takes for ever.</summary>
    public static readonly TimeSpan TakenMax = Patience.Max;

    /// <param name="targets">How many share the minutes, this one among them.</param>
    public static async Task Run(Target target, int targets)
    {
        foreach (var (file, input) in Cases.Of(target.Name)) await Try(target, input, $"the case {Path.GetFileName(file)}");
        foreach (var valid in target.Valid) await Try(target, valid, "a valid input");
        if (Minutes is { } minutes)
        {
            await Long(target, TimeSpan.FromMinutes(minutes) / targets);
            return;
        }

        foreach (var seed in Seeds)
        {
            var mutator = new Mutator(seed, target.Valid, target.Words);
            for (var round = 0; round < target.Rounds; round++) await Try(target, mutator.Next(), $"seed {seed}, round {round}");
        }
    }

    private static double? Minutes =>
        Environment.GetEnvironmentVariable(MinutesVariable) is { Length: > 0 } said ? double.Parse(said, CultureInfo.InvariantCulture) : null;

    private static async Task Long(Target target, TimeSpan share)
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } said ? int.Parse(said, CultureInfo.InvariantCulture) : Random.Shared.Next();
        var mutator = new Mutator(seed, target.Valid, target.Words);
        var round = 0;
        for (var spent = Stopwatch.StartNew(); spent.Elapsed < share; round++) await Try(target, mutator.Next(), $"seed {seed}, round {round}");
    }

    private static async Task Try(Target target, byte[] input, string how)
    {
        try
        {
            var (begun, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            var taking = target.Take(input);
            if (target.AllocatedBytesMax(input.Length) is { } most && GC.GetAllocatedBytesForCurrentThread() - allocated is var bytes && bytes > most)
                throw new InvalidDataException($"{bytes} bytes were allocated for {input.Length}; at most {most} may be");
            await taking.WaitAsync(TakenMax);
            if (Stopwatch.GetElapsedTime(begun) is var taken && taken > TakenMax) throw new TimeoutException($"it took {taken.TotalSeconds} s");
        }
        catch (Exception cause)
        {
            throw new Find(Cases.Keep(target.Name, input), $"{target.Name}, {how}", cause);
        }
    }
}
