namespace RealtimeGov.Devices.Sending;

/// <summary>
/// Waits between attempts: min(longest, shortest * 2^attempt) * (0.5 + random / 2), so that devices that lost the
/// same server do not come back in the same instant.
/// </summary>
internal sealed class Backoff(TimeSpan shortest, TimeSpan longest, Func<double> random)
{
    private int attempts;

    public TimeSpan Next() => After(attempts++);

    public void Reset() => attempts = 0;

    public TimeSpan After(int attempt)
    {
        var doubled = shortest.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 30));
        var bounded = Math.Min(longest.TotalMilliseconds, doubled);
        return TimeSpan.FromMilliseconds(bounded * (0.5 + (random() / 2)));
    }
}
