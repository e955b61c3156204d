namespace RealtimeGov.Domain.Figures;

/// <summary>Durations in microseconds by the nearest rank: half, and nine of ten, were not longer. Null of none.</summary>
public readonly record struct DurationFigures(int Count, long? P50Us, long? P90Us)
{
    public static DurationFigures Of(List<long> durations)
    {
        durations.Sort();
        return new DurationFigures(durations.Count, NearestRank(durations, 50), NearestRank(durations, 90));
    }

    private static long? NearestRank(List<long> sorted, int percent) =>
        sorted.Count == 0 ? null : sorted[(sorted.Count * percent + 99) / 100 - 1];
}
