namespace RealtimeGov.Devices.Transport;

/// <summary>How a <see cref="FieldClient"/> sends. Checked when the client is made; the message names the option.</summary>
public sealed record FieldClientOptions
{
    public const int DefaultWindow = 256;
    public const int MaxWindow = 4096;
    public const int MaxReportsPerBatch = 500;

    /// <summary>Encoded; a text of 2,000 characters is below 10 kB, and every limit of content is the server's to tell.</summary>
    public const int MaxReportBytes = 256 << 10;

    /// <summary>Encoded; the server ends a stream whose message is over 4 MiB.</summary>
    public const int MaxBatchBytes = 3 << 20;

    /// <summary>
    /// Reports answered RETRY that wait beside the window. Beyond it their batches keep their places in the window, so
    /// that whoever offers more waits.
    /// </summary>
    public const int MaxParkedReports = 2_000;

    /// <summary>Single reports in a row, without an acknowledgement between, that the server may find unreadable before the fault is not the reports'.</summary>
    public const int MaxUnreadInARow = 3;

    /// <summary>Batches sent or waiting to be sent without a complete acknowledgement; more callers wait. 1 to 4,096.</summary>
    public int Window { get; init; } = DefaultWindow;

    /// <summary>No wait, before reconnecting or sending a RETRY again, is below this; the range of waits doubles with each attempt. Above zero.</summary>
    public TimeSpan ShortestBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>No wait is above this. At least <see cref="ShortestBackoff"/>.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A stream that owes an acknowledgement for this long counts as broken. Above zero.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Without a receipt other than RETRY for this long while something waits, the client fails what waits as unavailable.
    /// Infinite by default: a device in the field keeps trying.
    /// </summary>
    public TimeSpan GiveUpAfter { get; init; } = Timeout.InfiniteTimeSpan;

    internal FieldClientOptions Checked()
    {
        if (Window is < 1 or > MaxWindow)
            throw new ArgumentOutOfRangeException(nameof(Window), Window, $"Window is 1 to {MaxWindow}");
        if (ShortestBackoff <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(ShortestBackoff), ShortestBackoff, "ShortestBackoff is above zero");
        if (LongestBackoff < ShortestBackoff)
            throw new ArgumentOutOfRangeException(nameof(LongestBackoff), LongestBackoff, "LongestBackoff is at least ShortestBackoff");
        if (AckTimeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(AckTimeout), AckTimeout, "AckTimeout is above zero");
        if (GiveUpAfter <= TimeSpan.Zero && GiveUpAfter != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(GiveUpAfter), GiveUpAfter, "GiveUpAfter is above zero or infinite");
        return this;
    }
}
