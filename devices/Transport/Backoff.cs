namespace RealtimeGov.Devices.Transport;

/// <summary>
/// Waits between attempts with full jitter: shortest + random * (min(longest, shortest * 2^(attempt + 1)) - shortest),
/// so that devices that lost the same server come back spread over the whole wait, and none at once.
/// </summary>
internal sealed class Backoff(TimeSpan shortest, TimeSpan longest, Func<double> random)
{
    private int attempts;

    public TimeSpan Next() => After(attempts++);

    public void Reset() => attempts = 0;

    public TimeSpan After(int attempt)
    {
        var doubled = shortest.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 30) + 1);
        var ceiling = Math.Min(longest.TotalMilliseconds, doubled);
        return TimeSpan.FromMilliseconds(shortest.TotalMilliseconds + (random() * (ceiling - shortest.TotalMilliseconds)));
    }
}
