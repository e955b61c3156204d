using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A grid that opens an issue for every report, at once or when the test lets it.</summary>
internal sealed class FakeGrid(string code)
{
    private readonly Lock gate = new();
    private readonly List<ReceiveReports> commands = [];
    private readonly Queue<(ReceiveReports Command, TaskCompletionSource<ReceiveReply> Reply)> held = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waiters = [];

    /// <summary>Answers wait for <see cref="Release"/>.</summary>
    public bool Holds { get; set; }

    public Exception? Failure { get; set; }

    public IReadOnlyList<ReceiveReports> Commands
    {
        get
        {
            lock (gate)
                return [.. commands];
        }
    }

    public Task<ReceiveReply> Receive(ReceiveReports command)
    {
        lock (gate)
        {
            commands.Add(command);
            foreach (var (count, reached) in waiters)
                if (commands.Count >= count) reached.TrySetResult();
            if (Failure is not null) return Task.FromException<ReceiveReply>(Failure);
            if (!Holds) return Task.FromResult(Reply(command));
            var reply = new TaskCompletionSource<ReceiveReply>(TaskCreationOptions.RunContinuationsAsynchronously);
            held.Enqueue((command, reply));
            return reply.Task;
        }
    }

    /// <summary>Answers the oldest that waits.</summary>
    public void Release()
    {
        lock (gate)
        {
            var (command, reply) = held.Dequeue();
            reply.SetResult(Reply(command));
        }
    }

    /// <summary>Completes when that many commands have come.</summary>
    public Task Received(int count)
    {
        lock (gate)
        {
            if (commands.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((count, reached));
            return reached.Task;
        }
    }

    private ReceiveReply Reply(ReceiveReports command)
    {
        var reply = new ReceiveReply();
        foreach (var routed in command.Reports)
        {
            if (routed.Otherwise.Length > 0) // no issue is open here
            {
                reply.Elsewhere.Add((uint)reply.Receipts.Count);
                reply.Receipts.Add(new ReportReceipt());
                continue;
            }

            reply.Receipts.Add(new ReportReceipt
            {
                ReportId = routed.Report.ReportId,
                Outcome = Outcome.Opened,
                GridCode = code,
                Reason = routed.PlaceUnsure ? "place_unsure" : routed.JoinUnavailable ? "join_unavailable" : "",
            });
        }

        return reply;
    }
}
