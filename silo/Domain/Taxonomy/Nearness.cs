using RealtimeGov.Domain.Time;

namespace RealtimeGov.Domain.Taxonomy;

/// <summary>How near two reports of one category must be for the later to be a possible duplicate of the earlier's issue.</summary>
/// <param name="DistanceM">Metres; a report at exactly this distance is near.</param>
/// <param name="WithinUs">Microseconds between the two observations, in either direction.</param>
/// <param name="JoinsByItself">A near report joins the nearest open issue without a person's word.</param>
public readonly record struct Nearness(double DistanceM, long WithinUs, bool JoinsByItself)
{
    public const double DistanceDefaultM = 50;
    public const double HoursDefault = 24;

    /// <summary>The farthest distance a category may set, metres.</summary>
    public const double DistanceMaxM = 5_000;

    /// <summary>The longest time a category may set, hours: 31 days.</summary>
    public const double HoursMax = 31 * 24;

    /// <summary>What holds for a category that sets nothing: 50 m, 24 h, people join.</summary>
    public static Nearness Default { get; } = Of(0, 0, false);

    internal static Nearness Of(double distanceM, double hours, bool joinsByItself) => new(
        distanceM == 0 ? DistanceDefaultM : distanceM,
        (long)((hours == 0 ? HoursDefault : hours) * Instant.HourUs),
        joinsByItself);
}
