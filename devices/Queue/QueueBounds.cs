namespace RealtimeGov.Devices.Queue;

/// <summary>How much may wait on a device. Checked when the queue is opened; the message names the bound.</summary>
public sealed record QueueBounds
{
    /// <summary>Days of a steward's work without a connection.</summary>
    public const int DefaultReports = 10_000;

    /// <summary>64 MiB: texts at their longest and then some.</summary>
    public const long DefaultReportBytes = 64L << 20;

    /// <summary>512 MiB: some fifty photos at their largest, hundreds as telephones take them.</summary>
    public const long DefaultPhotoBytes = 512L << 20;

    /// <summary>Reports, those set aside included. At least 1.</summary>
    public int Reports { get; init; } = DefaultReports;

    /// <summary>Encoded reports, in bytes. At least 1.</summary>
    public long ReportBytes { get; init; } = DefaultReportBytes;

    /// <summary>Photos in their folder, in bytes. At least 1.</summary>
    public long PhotoBytes { get; init; } = DefaultPhotoBytes;

    internal QueueBounds Checked()
    {
        if (Reports < 1)
            throw new ArgumentOutOfRangeException(nameof(Reports), Reports, "Reports is at least 1");
        if (ReportBytes < 1)
            throw new ArgumentOutOfRangeException(nameof(ReportBytes), ReportBytes, "ReportBytes is at least 1");
        if (PhotoBytes < 1)
            throw new ArgumentOutOfRangeException(nameof(PhotoBytes), PhotoBytes, "PhotoBytes is at least 1");
        return this;
    }
}
