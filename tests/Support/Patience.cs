namespace RealtimeGov.Tests.Support;

/// <summary>How long a test waits for what must come. It is a bound on waiting in vain, not on how fast something is.</summary>
public static class Patience
{
    /// <summary>On a machine that builds something else meanwhile, what takes milliseconds has been seen to take a minute.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromMinutes(2);
}
