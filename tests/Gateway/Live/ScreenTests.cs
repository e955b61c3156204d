using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Live;

public sealed class ScreenTests
{
    private static readonly FrameSlot Counts = FrameSlot.Counts("T", 1, today: true);
    private static readonly FrameSlot Feed = FrameSlot.Feed("T", 1, today: true);

    private readonly ManualTime time = new(TestGateway.Start);
    private readonly SlowLine line = new();
    private readonly Screen screen;

    public ScreenTests()
    {
        screen = new Screen(line, time);
        screen.Open(Counts);
        screen.Open(Feed);
    }

    [Fact]
    public void OneWriteIsInFlightAndEachSlotKeepsOnlyItsNewestFrame()
    {
        var frames = Enumerable.Range(0, 6).Select(n => Frames.Message("counts", n)).ToArray();
        screen.Offer(Counts, 1, frames[0], snapshot: false);
        screen.Offer(Counts, 2, frames[1], snapshot: false);
        screen.Offer(Feed, 2, frames[2], snapshot: false);
        screen.Offer(Counts, 3, frames[3], snapshot: false);
        screen.Offer(Feed, 3, frames[4], snapshot: false);
        Assert.Equal([frames[0]], line.Written);

        line.Finish();
        Assert.Equal([frames[0], frames[3]], line.Written);
        line.Finish();
        Assert.Equal([frames[0], frames[3], frames[4]], line.Written);
        line.Finish();

        screen.Offer(Counts, 4, frames[5], snapshot: false);
        Assert.Equal([frames[0], frames[3], frames[4], frames[5]], line.Written);
    }

    [Fact]
    public void AVersionNotAboveTheOneOfferedIsDroppedUnlessItIsTheSnapshotAskedFor()
    {
        line.IsFast = true;
        var frames = Enumerable.Range(0, 5).Select(n => Frames.Message("counts", n)).ToArray();

        screen.Offer(Counts, 5, frames[0], snapshot: false);
        screen.Offer(Counts, 5, frames[1], snapshot: false);
        screen.Offer(Counts, 4, frames[2], snapshot: true);
        screen.Offer(Counts, 5, frames[3], snapshot: true);
        screen.Offer(Counts, 6, frames[4], snapshot: false);

        Assert.Equal([frames[0], frames[3], frames[4]], line.Written);
    }

    [Fact]
    public void AFrameForAClosedSlotIsDroppedAlsoWhereItWaits()
    {
        screen.Offer(Counts, 1, Frames.Message("counts", 1), snapshot: false);
        screen.Offer(Feed, 1, Frames.Message("feed", 1), snapshot: false);
        screen.Close(Feed);
        screen.Offer(Feed, 2, Frames.Message("feed", 2), snapshot: false);

        line.Finish();

        Assert.Single(line.Written);
    }

    [Fact]
    public void AScreenThatTakesNoFrameForTenSecondsIsStalled()
    {
        screen.Offer(Counts, 1, Frames.Message("counts", 1), snapshot: false);
        time.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(screen.IsStalled());
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(screen.IsStalled());

        screen.Drop();

        Assert.True(line.IsAborted);
        Assert.False(screen.IsStalled());
    }

    [Fact]
    public void EveryFrameTakenStartsTheTimeAnew()
    {
        screen.Offer(Counts, 1, Frames.Message("counts", 1), snapshot: false);
        screen.Offer(Feed, 1, Frames.Message("feed", 1), snapshot: false);
        time.Advance(TimeSpan.FromSeconds(9));
        line.Finish();
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(screen.IsStalled());
        line.Finish();
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.False(screen.IsStalled());
    }

    private sealed class SlowLine : IScreenLine
    {
        private TaskCompletionSource? writing;

        public List<SerializedHubMessage> Written { get; } = [];

        public bool IsFast { get; set; }

        public bool IsAborted { get; private set; }

        public ValueTask Write(SerializedHubMessage frame)
        {
            Written.Add(frame);
            if (IsFast) return ValueTask.CompletedTask;
            Assert.Null(writing);
            writing = new TaskCompletionSource();
            return new ValueTask(writing.Task);
        }

        /// <summary>The write in flight ends; what follows from it has happened when this returns.</summary>
        public void Finish()
        {
            var done = writing!;
            writing = null;
            done.SetResult();
        }

        public void Abort() => IsAborted = true;
    }
}
