namespace RealtimeGov.Gateway.Field.Intake;

/// <summary>
/// How far this gateway's answers lag behind the reports it takes in. It is told of each batch twice, and keeps no more
/// than the batches under way, which their streams bound.
/// </summary>
internal sealed class IntakeMeter(TimeProvider time)
{
    /// <summary>Answers are usual within milliseconds; devices begin to send again after seconds.</summary>
    public static readonly TimeSpan LagOfStorm = TimeSpan.FromSeconds(2);

    /// <summary>A storm is over when for so long no answer has lagged and none was RETRY: a wall that flickers says nothing.</summary>
    public static readonly TimeSpan CalmAfter = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly RetryRate retries = new(time);
    private IntakeBatch? oldest, newest;
    private long waiting;
    private long? trouble; // when there was a reason last

    /// <summary>To be given back with <see cref="Answered"/>, once.</summary>
    public IntakeBatch Taken(int reports)
    {
        lock (gate)
        {
            // Under the gate, so that the list is in the order of its times.
            var batch = new IntakeBatch(reports, time.GetTimestamp()) { Older = newest };
            if (newest is null) oldest = batch;
            else newest.Newer = batch;
            newest = batch;
            waiting += reports;
            return batch;
        }
    }

    /// <param name="retried">How many of the batch's reports were answered RETRY.</param>
    public void Answered(IntakeBatch batch, int retried)
    {
        lock (gate)
        {
            if (batch.Older is null) oldest = batch.Newer;
            else batch.Older.Newer = batch.Newer;
            if (batch.Newer is null) newest = batch.Older;
            else batch.Newer.Older = batch.Older;
            waiting -= batch.Reports;
            if (retried > 0) retries.Add(retried);
            if (retried > 0 || time.GetElapsedTime(batch.TakenAt) > LagOfStorm) trouble = time.GetTimestamp();
        }
    }

    public IntakeFigures Read()
    {
        lock (gate)
        {
            var lag = oldest is null ? TimeSpan.Zero : time.GetElapsedTime(oldest.TakenAt);
            if (lag > LagOfStorm) trouble = time.GetTimestamp();
            var storm = trouble is { } last && time.GetElapsedTime(last) < CalmAfter;
            return new IntakeFigures(storm, waiting, (long)lag.TotalMilliseconds, Math.Round(retries.PerSecond, 1));
        }
    }
}
