using System.Globalization;
using RealtimeGov.Devices.Connection;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Playback;

/// <summary>How a replay ended.</summary>
/// <param name="Tally">What came of this run's rows.</param>
/// <param name="From">Rows that earlier runs had done.</param>
/// <param name="Done">Rows done altogether.</param>
/// <param name="Unanswered">Rows that were offered but have no receipt: zero at the end of a finished replay.</param>
/// <param name="Finished">Every row has its receipt.</param>
/// <param name="Failure">Why the client could not go on; null when it could.</param>
/// <param name="Elapsed">From the first row read to the last receipt.</param>
public sealed record ReplayResult(ReplayTally Tally, long From, long Done, long Unanswered, bool Finished, FieldServiceException? Failure, TimeSpan Elapsed)
{
    /// <summary>
    /// One line for machines, this run's rows only; retry counts rows offered without a receipt, so it is 0 unless
    /// the replay was stopped. The words are the same in every language.
    /// </summary>
    public string Line() => string.Create(CultureInfo.InvariantCulture,
        $"replay rows={Tally.Rows} opened={Tally[Outcome.Opened]} joined={Tally[Outcome.Joined]} recorded={Tally[Outcome.Recorded]} duplicate={Tally[Outcome.Duplicate]} invalid={Tally[Outcome.Invalid]} retry={Unanswered} seconds={Elapsed.TotalSeconds:0.0} reports_per_s={PerSecond():0}");

    private double PerSecond() => Elapsed > TimeSpan.Zero ? Tally.Rows / Elapsed.TotalSeconds : 0;
}
