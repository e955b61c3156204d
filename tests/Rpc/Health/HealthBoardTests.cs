using RealtimeGov.Rpc.Health;
using static RealtimeGov.Protos.Health.HealthCheckResponse.Types.ServingStatus;

namespace RealtimeGov.Rpc.Tests.Health;

public sealed class HealthBoardTests
{
    private readonly HealthBoard _board = new("a", "b");

    [Fact]
    public void Nothing_serves_before_somebody_says_so()
    {
        Assert.Equal([NotServing, NotServing, NotServing], new[] { "", "a", "b" }.Select(name => _board.Read(name).Status));
        Assert.Null(_board.Read("c").Status);
    }

    [Fact]
    public void One_service_is_written_by_itself_and_all_at_once()
    {
        _board.Set("a", serving: true);
        Assert.Equal((NotServing, Serving, NotServing), (_board.Read("").Status, _board.Read("a").Status, _board.Read("b").Status));
        _board.SetAll(serving: true);
        Assert.Equal((Serving, Serving, Serving), (_board.Read("").Status, _board.Read("a").Status, _board.Read("b").Status));
    }

    [Fact]
    public void A_name_that_is_not_on_the_board_cannot_be_written() =>
        Assert.Throws<ArgumentException>(() => _board.Set("c", serving: true));

    [Fact]
    public void A_change_is_told_and_a_repetition_is_not()
    {
        var changed = _board.Read("a").Changed;
        _board.SetAll(serving: false);
        Assert.False(changed.IsCompleted);
        _board.SetAll(serving: true);
        Assert.True(changed.IsCompletedSuccessfully);
        Assert.False(_board.Read("a").Changed.IsCompleted);
    }

    [Fact]
    public void After_the_stop_nothing_serves_whatever_is_written()
    {
        _board.SetAll(serving: true);
        _board.Stop();
        _board.SetAll(serving: true);
        _board.Set("a", serving: true);
        Assert.Equal((NotServing, NotServing), (_board.Read("").Status, _board.Read("a").Status));
    }
}
