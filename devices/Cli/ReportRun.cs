using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Sending;
using RealtimeGov.Devices.Waiting;
using RealtimeGov.Devices.Words;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Cli;

/// <summary>
/// Keeps a report in the outbox, then sends everything that waits, oldest first, itself last. Whatever happens to the
/// line, the report is either answered or kept.
/// </summary>
internal sealed class ReportRun(DeviceEnvironment environment, Phrases phrases, TextWriter output, TextWriter error)
{
    /// <summary>How long a run waits for another one that has the outbox open.</summary>
    private static readonly TimeSpan OutboxWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan OutboxRetry = TimeSpan.FromMilliseconds(50);

    private int refused;

    public required Uri Server { get; init; }

    public required string? Token { get; init; }

    public required string OutboxPath { get; init; }

    public required TimeSpan Wait { get; init; }

    public async Task<int> SendAsync(Report report, CancellationToken stop)
    {
        using var outbox = await OpenAsync(stop);
        if (outbox.DamagedPart is { } damaged)
            error.WriteLine(phrases.Damaged(damaged));
        if (outbox.Count > 0)
            output.WriteLine(phrases.WaitingFirst(outbox.Count));
        outbox.Append([report]);
        try
        {
            var options = new FieldClientOptions { GiveUpAfter = Wait };
            await using var client = new FieldClient(environment.Field(Server, Token), options, outbox, environment.Time);
            await client.SendWaitingAsync(Tell, stop);
            return refused == 0 ? ExitCode.Ok : ExitCode.Invalid;
        }
        catch (FieldServiceException fault) when (fault.IsTransient)
        {
            output.WriteLine(phrases.Kept(outbox.Count));
            return ExitCode.NotSent;
        }
        catch (FieldServiceException fault)
        {
            error.WriteLine(phrases.Refused(fault.Message));
            output.WriteLine(phrases.KeptAfterRefusal(outbox.Count));
            return ExitCode.Refused;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            output.WriteLine(phrases.Waiting(outbox.Count));
            return ExitCode.Stopped;
        }
    }

    private void Tell(Report report, ReportReceipt receipt)
    {
        if (receipt.Outcome == Outcome.Invalid)
            refused++;
        output.WriteLine(phrases.Receipt(receipt));
    }

    private async Task<Outbox> OpenAsync(CancellationToken stop)
    {
        var started = environment.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return Outbox.Open(OutboxPath);
            }
            catch (OutboxUnavailableException) when (environment.Time.GetElapsedTime(started) < OutboxWait)
            {
                await Task.Delay(OutboxRetry, environment.Time, stop);
            }
        }
    }
}
