namespace RealtimeGov.Gateway.Field.Intake;

/// <summary>A batch that was taken in and is not yet answered: a link of its meter's list, which is in the order of taking.</summary>
/// <param name="takenAt">A timestamp of the meter's clock.</param>
internal sealed class IntakeBatch(int reports, long takenAt)
{
    public int Reports => reports;

    public long TakenAt => takenAt;

    public IntakeBatch? Older { get; set; }

    public IntakeBatch? Newer { get; set; }
}
