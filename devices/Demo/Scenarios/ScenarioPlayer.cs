using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Scenarios;

/// <summary>Plays a scenario: each report at its time, divided by the speed, counted from the opening.</summary>
/// <param name="speed">Recorded seconds per second; above zero.</param>
/// <param name="played">Told of each report and its receipt, in order.</param>
public sealed class ScenarioPlayer(
    Scenario scenario, Town town, IReporter reporter, double speed, TimeProvider time, Action<ScenarioReport, ReportReceipt> played)
{
    /// <summary>Returns when the pause is reached. Outcomes are counted in what it returns.</summary>
    public async Task<IReadOnlyDictionary<Outcome, int>> PlayAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var outcomes = new Dictionary<Outcome, int>();
        var issues = new Dictionary<int, string>();
        foreach (var row in scenario.Reports)
        {
            await ReachAsync(row.At, started, cancellation);
            var joins = row.Joins is { } joined ? issues.GetValueOrDefault(joined) : null;
            var receipts = await reporter.ReportAsync([ScenarioMessages.Report(scenario, row, town, joins)], cancellation);
            var receipt = receipts[0];
            issues[row.Row] = receipt.IssueId;
            outcomes[receipt.Outcome] = outcomes.GetValueOrDefault(receipt.Outcome) + 1;
            played(row, receipt);
        }

        await ReachAsync(scenario.PausesAt, started, cancellation);
        return outcomes;
    }

    private async Task ReachAsync(TimeOnly at, long started, CancellationToken cancellation)
    {
        var wait = DueAfter(at) - time.GetElapsedTime(started);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation);
    }

    /// <summary>How long after the start a recorded time comes: (at - opening) / speed.</summary>
    public TimeSpan DueAfter(TimeOnly at) => (at - scenario.OpensAt) / speed;
}
