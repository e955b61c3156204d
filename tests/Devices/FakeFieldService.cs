using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RealtimeGov.Devices.Connection;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Tests;

/// <summary>
/// A field service in memory that keeps the gateway's promises: receipts in order, an id counts once. A test decides
/// when it opens, answers, refuses and breaks.
/// </summary>
internal sealed class FakeFieldService : IFieldService
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ReportReceipt> first = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waiters = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> ackWaiters = [];
    private int batches;
    private int acknowledged;

    /// <summary>What a report that was not seen before gets; RETRY is not remembered.</summary>
    public Func<Report, Outcome> Decide { get; set; } = _ => Outcome.Opened;

    /// <summary>Throws to refuse a stream; the argument counts openings from 1.</summary>
    public Action<int> Opening { get; set; } = _ => { };

    /// <summary>Called with the number of the batch (from 1, over all streams) before it is decided; throws to break the stream.</summary>
    public Action<int> Arriving { get; set; } = _ => { };

    /// <summary>The same with the batch itself.</summary>
    public Action<ReportBatch> ArrivingBatch { get; set; } = _ => { };

    /// <summary>Called after a batch is decided and before it is acknowledged; throws to lose the answer.</summary>
    public Action<int> Answering { get; set; } = _ => { };

    /// <summary>Acknowledgements wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public FakePhotoUplink Uplink { get; } = new();

    public RealtimeGov.Devices.Transport.IPhotoUplink Photos => Uplink;

    public int Opened { get; private set; }

    public bool Disposed { get; private set; }

    public List<DateTimeOffset> DeviceTimes { get; } = [];

    /// <summary>Every batch as it arrived.</summary>
    public List<ReportBatch> Batches { get; } = [];

    /// <summary>Distinct reports that were decided, in order.</summary>
    public List<Report> Counted { get; } = [];

    public Task<IReportStream> OpenAsync(DateTimeOffset deviceTime, CancellationToken cancellation)
    {
        Opened++;
        DeviceTimes.Add(deviceTime);
        Opening(Opened);
        return Task.FromResult<IReportStream>(new Stream(this));
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes when so many batches have arrived.</summary>
    public Task Arrived(int count)
    {
        lock (gate)
            return Reached(batches, count, waiters);
    }

    /// <summary>Completes when so many acknowledgements have been taken by clients.</summary>
    public Task Acknowledged(int count)
    {
        lock (gate)
            return Reached(acknowledged, count, ackWaiters);
    }

    private static Task Reached(int now, int count, List<(int Count, TaskCompletionSource Reached)> waiters)
    {
        if (now >= count)
            return Task.CompletedTask;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiters.Add((count, reached));
        return reached.Task;
    }

    // The client asked for the next one: it is done with this one.
    private void Taken()
    {
        lock (gate)
        {
            acknowledged++;
            foreach (var waiter in ackWaiters.Where(waiter => waiter.Count <= acknowledged))
                waiter.Reached.TrySetResult();
        }
    }

    private (int Number, BatchAck Ack) Take(ReportBatch batch)
    {
        lock (gate)
        {
            var number = ++batches;
            Batches.Add(batch);
            foreach (var waiter in waiters.Where(waiter => waiter.Count <= number))
                waiter.Reached.TrySetResult();
            Arriving(number);
            ArrivingBatch(batch);
            var ack = new BatchAck { Sequence = batch.Sequence };
            ack.Receipts.AddRange(batch.Reports.Select(Receipt));
            return (number, ack);
        }
    }

    private ReportReceipt Receipt(Report report)
    {
        if (first.TryGetValue(report.ReportId, out var known))
            return new ReportReceipt(known) { Outcome = Outcome.Duplicate };
        var outcome = Decide(report);
        var receipt = new ReportReceipt
        {
            ReportId = report.ReportId,
            Outcome = outcome,
            GridCode = report.GridCode.Length > 0 ? report.GridCode : "G1",
            IssueId = outcome is Outcome.Opened or Outcome.Joined ? $"G1-{first.Count + 1}" : "",
            Reason = outcome == Outcome.Invalid ? "text_too_long" : "",
        };
        if (outcome is Outcome.Retry or Outcome.Invalid)
            return receipt;
        first.Add(report.ReportId, receipt);
        Counted.Add(report);
        return receipt;
    }

    private sealed class Stream(FakeFieldService service) : IReportStream
    {
        private readonly Channel<(int Number, BatchAck Ack)> acks = Channel.CreateUnbounded<(int, BatchAck)>();
        private ulong last;
        private bool over;

        public ValueTask WriteAsync(ReportBatch batch, CancellationToken cancellation)
        {
            if (over)
                throw new FieldServiceException(FieldFault.Unavailable, "the stream is over");
            Assert.True(batch.Sequence > last, "sequences rise");
            last = batch.Sequence;
            try
            {
                acks.Writer.TryWrite(service.Take(batch));
            }
            catch (FieldServiceException broken)
            {
                over = true;
                acks.Writer.TryComplete(broken);
            }

            return ValueTask.CompletedTask;
        }

        public async IAsyncEnumerable<BatchAck> Acknowledgements([EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var (number, ack) in acks.Reader.ReadAllAsync(cancellation))
            {
                await service.Gate.WaitAsync(cancellation);
                service.Answering(number);
                yield return ack;
                service.Taken();
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
