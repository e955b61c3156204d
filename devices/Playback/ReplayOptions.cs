using RealtimeGov.Devices.Transport;

namespace RealtimeGov.Devices.Playback;

/// <summary>How a file is replayed. Checked when the replay begins; the message names the option.</summary>
public sealed record ReplayOptions
{
    public const int DefaultBatch = 32;

    /// <summary>Reports in a batch, 1 to 500.</summary>
    public int Batch { get; init; } = DefaultBatch;

    /// <summary>How many times faster than recorded, in the order of time; null: as fast as acknowledged, in the file's order.</summary>
    public double? Speed { get; init; }

    /// <summary>After a stop, how long acknowledgements that are on their way are still taken.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);

    internal ReplayOptions Checked()
    {
        if (Batch is < 1 or > FieldClientOptions.MaxReportsPerBatch)
            throw new ArgumentOutOfRangeException(nameof(Batch), Batch, $"Batch is 1 to {FieldClientOptions.MaxReportsPerBatch}");
        if (Speed is { } speed && !(speed > 0 && double.IsFinite(speed)))
            throw new ArgumentOutOfRangeException(nameof(Speed), speed, "Speed is above zero");
        return this;
    }
}
