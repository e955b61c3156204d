using Microsoft.AspNetCore.SignalR;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// One wall display. It has one write in flight and one overwritable slot per region, date and kind, so a slow screen
/// costs a fixed amount of memory and skips frames instead of falling behind.
/// </summary>
internal sealed class Screen(IScreenLine line, TimeProvider time)
{
    /// <summary>A screen that takes no frame for this long is dropped; it reconnects and gets the snapshot.</summary>
    public static readonly TimeSpan StallMax = TimeSpan.FromSeconds(10);

    /// <summary>Issues whose frames wait at once for a screen that reads slowly; beyond it the screen is told to look again.</summary>
    public const int OnceMax = 1_000;

    private readonly Lock gate = new();
    private int onceWaiting;
    private readonly Dictionary<FrameSlot, Slot> slots = [];
    private readonly Queue<Slot> waiting = [];
    private long writingSince;
    private bool writing;
    private bool closed;

    /// <summary>What it watches, with the day each watch shows now. Owned by <see cref="RegionWatches"/>, under its gate.</summary>
    public Dictionary<WatchKey, DayWatch> Watches { get; } = [];

    /// <summary>No watch is to be added any more. Set as <see cref="Watches"/> are, before <see cref="PlacementWatches"/> forgets it.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Frames for a slot that is not open are dropped: they come from a broadcast that an Unwatch has overtaken.</summary>
    public void Open(FrameSlot key)
    {
        lock (gate)
            slots.TryAdd(key, new Slot());
    }

    public void Close(FrameSlot key)
    {
        lock (gate)
            if (slots.Remove(key, out var slot))
                slot.Frame = null;
    }

    /// <summary>
    /// Shows a frame, unless this screen was sent a newer one. A broadcast of the same version is dropped too; a
    /// <paramref name="snapshot"/> is not, because whoever asks again wants an answer.
    /// </summary>
    public void Offer(FrameSlot key, ulong version, SerializedHubMessage frame, bool snapshot)
    {
        lock (gate)
        {
            if (closed || !slots.TryGetValue(key, out var slot)) return;
            if (slot.Version is { } sent && (version < sent || (version == sent && !snapshot))) return;
            slot.Version = version;
            if (slot.Frame is null) waiting.Enqueue(slot);
            slot.Frame = frame;
            if (writing) return;
            writing = true;
            writingSince = time.GetTimestamp();
        }

        _ = Drain();
    }

    /// <summary>
    /// Shows a frame of something that has no slot of its own for long: the newest of its key that has not been written. False where
    /// so many wait that there is no room for another key.
    /// </summary>
    public bool OfferOnce(FrameSlot key, ulong version, SerializedHubMessage frame)
    {
        lock (gate)
        {
            if (closed) return true;
            if (!slots.TryGetValue(key, out var slot))
            {
                if (onceWaiting >= OnceMax) return false;
                slots[key] = slot = new Slot { Once = key };
                onceWaiting++;
            }
            if (slot.Version is { } sent && version < sent) return true;
            slot.Version = version;
            if (slot.Frame is null) waiting.Enqueue(slot);
            slot.Frame = frame;
            if (writing) return true;
            writing = true;
            writingSince = time.GetTimestamp();
        }

        _ = Drain();
        return true;
    }

    /// <summary>True when a write has been in flight for <see cref="StallMax"/> or longer.</summary>
    public bool IsStalled()
    {
        lock (gate)
            return writing && !closed && time.GetElapsedTime(writingSince) >= StallMax;
    }

    /// <summary>Ends the connection without waiting for what is in flight.</summary>
    public void Drop()
    {
        End();
        line.Abort();
    }

    /// <summary>The connection is gone; nothing more is written.</summary>
    public void End()
    {
        lock (gate)
        {
            closed = true;
            waiting.Clear();
            slots.Clear();
        }
    }

    private async Task Drain()
    {
        try
        {
            while (Next() is { } frame)
                await line.Write(frame);
        }
        catch (Exception)
        {
            // A wire that breaks ends its own connection; there is nobody left to tell.
            Drop();
        }
    }

    private SerializedHubMessage? Next()
    {
        lock (gate)
        {
            while (waiting.TryDequeue(out var slot))
            {
                if (slot.Once is { } once && slots.Remove(once)) onceWaiting--;
                if (slot.Frame is not { } frame) continue;
                slot.Frame = null;
                writingSince = time.GetTimestamp();
                return frame;
            }

            writing = false;
            return null;
        }
    }

    private sealed class Slot
    {
        /// <summary>Of the newest frame offered; null before the first.</summary>
        public ulong? Version { get; set; }

        public SerializedHubMessage? Frame { get; set; }

        /// <summary>The key of a slot that goes with its frame; null of one that stays.</summary>
        public FrameSlot? Once { get; init; }
    }
}
