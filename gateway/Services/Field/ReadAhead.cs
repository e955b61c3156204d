namespace RealtimeGov.Gateway.Field;

/// <summary>
/// What one stream has read and not yet acknowledged. Beyond its bounds the stream is not read, and HTTP/2's window stops
/// the device.
/// </summary>
internal sealed class ReadAhead
{
    /// <summary>As many as a device's own window: enough to keep commits full at one report a batch.</summary>
    public const int BatchesMax = 256;

    /// <summary>Reports in them, give or take the last batch: about what one grid holds, and 16 MB of text at the very most.</summary>
    public const int ReportsMax = 2_000;

    private readonly Lock gate = new();
    private TaskCompletionSource? room;
    private int batches, reports;

    /// <summary>Takes a batch in; completes when the next may be read. One caller.</summary>
    public Task Enter(int count)
    {
        lock (gate)
        {
            batches++;
            reports += count;
            if (HasRoom) return Task.CompletedTask;
            room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return room.Task;
        }
    }

    /// <summary>Lets an acknowledged batch go.</summary>
    public void Leave(int count)
    {
        lock (gate)
        {
            batches--;
            reports -= count;
            if (!HasRoom || room is null) return;
            room.SetResult();
            room = null;
        }
    }

    private bool HasRoom => batches < BatchesMax && reports < ReportsMax;
}
