namespace RealtimeGov.Rpc;

/// <summary>How a client reaches its server.</summary>
public sealed class RpcChannelOptions
{
    public const int DefaultMaxReceiveMessageBytes = 4 * 1024 * 1024;
    public const int DefaultFlushThresholdBytes = 32 * 1024;
    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan DefaultKeepAlivePingDelay = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DefaultKeepAlivePingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A longer response, as sent or decompressed, ends its call with RESOURCE_EXHAUSTED. At least 1; 4 MiB by default.</summary>
    public int MaxReceiveMessageBytes { get; init; } = DefaultMaxReceiveMessageBytes;

    /// <summary>Requests written with `more` gather until this many bytes wait. At least 1; 32 KiB by default.</summary>
    public int FlushThresholdBytes { get; init; } = DefaultFlushThresholdBytes;

    /// <summary>A connection that takes longer is UNAVAILABLE. Above zero; 5 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = DefaultConnectTimeout;

    /// <summary>A connection this long without traffic is pinged while calls are open. At least 1 s; 30 s by default.</summary>
    public TimeSpan KeepAlivePingDelay { get; init; } = DefaultKeepAlivePingDelay;

    /// <summary>A ping unanswered this long ends the connection. At least 1 s; 20 s by default.</summary>
    public TimeSpan KeepAlivePingTimeout { get; init; } = DefaultKeepAlivePingTimeout;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Sends the calls instead of the channel's own sockets, and is not disposed with the channel. For tests.</summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>Throws ArgumentOutOfRangeException that names the option which is out of its range.</summary>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReceiveMessageBytes, 1, nameof(MaxReceiveMessageBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(FlushThresholdBytes, 1, nameof(FlushThresholdBytes));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero, nameof(ConnectTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepAlivePingDelay, TimeSpan.FromSeconds(1), nameof(KeepAlivePingDelay));
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepAlivePingTimeout, TimeSpan.FromSeconds(1), nameof(KeepAlivePingTimeout));
    }
}
