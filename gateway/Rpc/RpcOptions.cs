namespace RealtimeGov.Rpc;

/// <summary>How a server answers calls, whichever binding carries them.</summary>
public sealed class RpcOptions
{
    public const int DefaultMaxReceiveMessageBytes = 4 * 1024 * 1024;
    public const int DefaultFlushThresholdBytes = 32 * 1024;

    /// <summary>A longer request, as sent or decompressed, ends its call with RESOURCE_EXHAUSTED. At least 1; 4 MiB by default.</summary>
    public int MaxReceiveMessageBytes { get; init; } = DefaultMaxReceiveMessageBytes;

    /// <summary>
    /// Responses that are ready one behind the other gather until this many bytes wait, then they are flushed.
    /// At least 1; 32 KiB by default, half of what Kestrel buffers before it pushes back.
    /// </summary>
    public int FlushThresholdBytes { get; init; } = DefaultFlushThresholdBytes;

    /// <summary>Runs before every handler; what it returns (or throws) ends the call. Null lets everybody in.</summary>
    public Func<CallContext, RpcException?>? Authorize { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Throws ArgumentOutOfRangeException that names the option which is out of its range.</summary>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReceiveMessageBytes, 1, nameof(MaxReceiveMessageBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(FlushThresholdBytes, 1, nameof(FlushThresholdBytes));
        ArgumentNullException.ThrowIfNull(Time, nameof(Time));
    }
}
