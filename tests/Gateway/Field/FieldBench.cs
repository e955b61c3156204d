using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Field.Intake;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Field;

/// <summary>The field service over fakes, without a server: batches are written into it, acknowledgements read from it.</summary>
internal sealed class FieldBench
{
    private readonly Channel<ReportBatch> batches = Channel.CreateUnbounded<ReportBatch>();

    public FieldBench()
    {
        Time = new ManualTime(TestGateway.Start);
        Intake = new IntakeMeter(Time);
        ServerClock = new ServerClock(Time, NullLogger<ServerClock>.Instance);
        Directory = FakeDirectory.Town();
        Grains = new FakeTownClient(Directory);
        Store = new StoreHealth(Time);
        var dispatch = new ReportDispatch(
            Grains, Directory, new TownPlaces(), new FieldOptions(), Intake, ServerClock, new OpenedNear(), Store, Time, NullLogger<ReportDispatch>.Instance);
        Service = new FieldService(dispatch, Time);
    }

    public ManualTime Time { get; }

    public StoreHealth Store { get; }

    public IntakeMeter Intake { get; }

    public ServerClock ServerClock { get; }

    public FakeDirectory Directory { get; }

    public FakeTownClient Grains { get; }

    public FieldService Service { get; }

    public void Send(params ReportBatch[] sent)
    {
        foreach (var batch in sent) Assert.True(batches.Writer.TryWrite(batch));
    }

    public void HalfClose(Exception? fault = null) => batches.Writer.Complete(fault);

    /// <summary>How many batches wait unread.</summary>
    public int Unread => batches.Reader.Count;

    public IAsyncEnumerator<BatchAck> Stream(CancellationToken caller = default) =>
        Service.Acknowledge(batches.Reader.ReadAllAsync(CancellationToken.None), clock: default, caller).GetAsyncEnumerator(CancellationToken.None);

    /// <summary>The acknowledgements until the stream ends, and the fault that it ends with.</summary>
    public static async Task<(List<BatchAck> Acks, RpcException? Fault)> ToEnd(IAsyncEnumerator<BatchAck> stream)
    {
        var acks = new List<BatchAck>();
        try
        {
            while (await stream.MoveNextAsync()) acks.Add(stream.Current);
            return (acks, null);
        }
        catch (RpcException fault)
        {
            return (acks, fault);
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }
}
