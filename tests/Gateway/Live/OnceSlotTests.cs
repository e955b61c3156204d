using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Live;

/// <summary>S7: what waits for a screen that reads slowly is bounded, and what has no room is said.</summary>
public sealed class OnceSlotTests
{
    private readonly StuckLine line = new();

    [Fact]
    public void S7_of_one_issue_the_newest_frame_waits_and_of_too_many_there_is_no_room()
    {
        var screen = new Screen(line, new ManualTime(DateTimeOffset.UnixEpoch));
        Assert.True(screen.OfferOnce(FrameSlot.Issue("first"), 1, Frame(1))); // being written, and stuck there
        for (var i = 0; i < Screen.OnceMax; i++) Assert.True(screen.OfferOnce(FrameSlot.Issue($"G.{i}"), 1, Frame(i)));
        Assert.False(screen.OfferOnce(FrameSlot.Issue("one more"), 1, Frame(0)));
        var newest = Frame(-1);
        Assert.True(screen.OfferOnce(FrameSlot.Issue("G.0"), 2, newest)); // its slot is there: overwritten
        Assert.True(screen.OfferOnce(FrameSlot.Issue("G.0"), 1, Frame(1))); // older: dropped
        line.Release();
        Assert.Equal(1 + Screen.OnceMax, line.Written.Count);
        Assert.Same(newest, line.Written[1]);
        Assert.True(screen.OfferOnce(FrameSlot.Issue("one more"), 1, Frame(3))); // what was written has left its place
    }

    private static SerializedHubMessage Frame(int number) => Frames.Message("issue", number);

    private sealed class StuckLine : IScreenLine
    {
        private readonly TaskCompletionSource free = new();

        public List<SerializedHubMessage> Written { get; } = [];

        public async ValueTask Write(SerializedHubMessage frame)
        {
            Written.Add(frame);
            await free.Task;
        }

        public void Abort() { }

        public void Release() => free.SetResult();
    }
}
