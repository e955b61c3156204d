namespace RealtimeGov.Grains.Tests.Towns;

/// <summary>What time it is the test says, while timers run as ever.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    private long nowTicks = now.UtcTicks;

    public DateTimeOffset Now
    {
        get => new(Interlocked.Read(ref nowTicks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref nowTicks, value.UtcTicks);
    }

    public override DateTimeOffset GetUtcNow() => Now;
}
