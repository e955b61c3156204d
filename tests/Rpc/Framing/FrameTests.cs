using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using RealtimeGov.Rpc.Framing;

namespace RealtimeGov.Rpc.Tests.Framing;

public sealed class FrameTests
{
    private const int Limit = 1000;

    [Fact]
    public void Frames_are_cut_the_same_wherever_their_bytes_are_split()
    {
        var sizes = Gen.ListOf(Gen.Choose(0, 200));
        var cuts = Gen.ListOf(Gen.Choose(0, 9));
        Prop.ForAll(sizes.ToArbitrary(), cuts.ToArbitrary(), (frameSizes, splits) =>
        {
            var messages = frameSizes.Select(Frames.Message).ToList();
            var rest = Segments.Cut(Frames.Of(messages), splits);
            foreach (var message in messages)
            {
                if (!Frame.TryCut(ref rest, Limit, out var compressed, out var payload) || compressed) return false;
                if (!Frames.Payloads.Read(payload).Equals(message)) return false;
            }
            return rest.IsEmpty;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void A_frame_that_is_not_all_there_is_left_alone(int present)
    {
        var buffer = new ReadOnlySequence<byte>(Frames.Raw(0, 3, 1, 2, 3).AsMemory(0, present));
        Assert.False(Frame.TryCut(ref buffer, Limit, out _, out _));
        Assert.Equal(present, buffer.Length);
    }

    [Fact]
    public void An_empty_message_is_a_frame()
    {
        var buffer = new ReadOnlySequence<byte>(Frames.Raw(0, 0));
        Assert.True(Frame.TryCut(ref buffer, Limit, out _, out var payload));
        Assert.Equal((0, 0), (payload.Length, buffer.Length));
    }

    [Fact]
    public void A_message_at_the_limit_passes_and_one_byte_more_is_refused_at_its_prefix()
    {
        var atLimit = new ReadOnlySequence<byte>(Frames.Raw(0, Limit, new byte[Limit]));
        Assert.True(Frame.TryCut(ref atLimit, Limit, out _, out _));
        var over = new ReadOnlySequence<byte>(Frames.Raw(0, Limit + 1));
        var refused = Assert.Throws<RpcException>(() => Frame.TryCut(ref over, Limit, out _, out _));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal("a message of 1001 bytes is over the limit of 1000", refused.Message);
    }

    [Fact]
    public void A_length_with_its_highest_bit_set_is_long_not_negative()
    {
        var buffer = new ReadOnlySequence<byte>(Frames.Raw(0, uint.MaxValue));
        Assert.Equal(
            StatusCode.ResourceExhausted,
            Assert.Throws<RpcException>(() => Frame.TryCut(ref buffer, int.MaxValue, out _, out _)).StatusCode);
    }

    [Fact]
    public void A_flag_other_than_0_and_1_is_a_fault_of_the_framing()
    {
        var buffer = new ReadOnlySequence<byte>(Frames.Raw(2, 0));
        Assert.Equal(StatusCode.Internal, Assert.Throws<RpcException>(() => Frame.TryCut(ref buffer, Limit, out _, out _)).StatusCode);
    }
}
