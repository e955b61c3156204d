using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin.Feed;

/// <summary>A watcher that takes frames when it is ready: one place, which the newest frame overwrites. One reader.</summary>
internal sealed class PlacementSlot : IPlacementWatcher
{
    private readonly Lock gate = new();
    private PlacementFrame? waiting;
    private ulong shown;
    private TaskCompletionSource came = NewArrival();

    public void Show(PlacementFrame frame, bool isAnswer)
    {
        lock (gate)
        {
            if (frame.Number <= shown) return;
            shown = frame.Number;
            waiting = frame;
            came.TrySetResult();
        }
    }

    /// <summary>The newest that has not been taken, as soon as there is one.</summary>
    public async Task<Placement> Next(CancellationToken cancellation)
    {
        while (true)
        {
            Task arrival;
            lock (gate)
            {
                if (waiting is { } frame)
                {
                    (waiting, came) = (null, NewArrival());
                    return frame.Placement;
                }

                arrival = came.Task;
            }

            await arrival.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
