using RealtimeGov.Protos;
using RealtimeGov.Grains.Client;

namespace RealtimeGov.Gateway.Field;

/// <summary>The reports of one batch that one grid decides on, and where in the batch they stand.</summary>
internal sealed class GridShare(string grid, long receivedAtUs, long clockOffsetMs, CommandOrigin? origin)
{
    private readonly ReceiveReports command = new() { ReceivedAtUs = receivedAtUs, ClockOffsetMs = clockOffsetMs, Origin = origin };
    private readonly List<int> positions = [];
    private Task<ReceiveReply> reply = null!;

    public string Grid => grid;

    public void Add(RoutedReport report, int position)
    {
        command.Reports.Add(report);
        positions.Add(position);
    }

    /// <summary>Hands the reports over before it returns: what is sent later is decided later.</summary>
    public void Send(ITownClient grains)
    {
        try
        {
            reply = grains.Receive(grid, command);
        }
        catch (Exception error)
        {
            reply = Task.FromException<ReceiveReply>(error);
        }
    }

    /// <summary>Puts the receipts into their places: RETRY for all where the grid gave no answer.</summary>
    /// <param name="elsewhere">Takes the positions of reports that this grid did not decide on: the issue they join is not open here.</param>
    /// <returns>What went wrong, or null.</returns>
    public async Task<Exception?> Collect(ReportReceipt[] into, List<int> elsewhere)
    {
        try
        {
            var answer = await reply;
            var receipts = answer.Receipts;
            if (receipts.Count != positions.Count)
                throw new InvalidOperationException($"{receipts.Count} receipts for {positions.Count} reports");
            for (var at = 0; at < positions.Count; at++) into[positions[at]] = receipts[at];
            foreach (var at in answer.Elsewhere) elsewhere.Add(positions[(int)at]);
            return null;
        }
        catch (Exception error)
        {
            for (var at = 0; at < positions.Count; at++)
                into[positions[at]] = Receipts.Retry(command.Reports[at].Report, grid);
            return error;
        }
    }
}
