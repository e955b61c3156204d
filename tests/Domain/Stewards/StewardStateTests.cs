using RealtimeGov.Domain.Stewards;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Stewards;

public sealed class StewardStateTests
{
    private static Steward Fei => new() { Id = "wz-001", Name = "费阿姨", HomeGrid = "G1", Unit = "H", Households = 10 };

    [Fact]
    public void Nobody_is_registered_at_first() => Assert.Null(new StewardState("wz-001").Registered);

    [Fact]
    public void Registering_is_one_event_and_again_none()
    {
        var state = new StewardState("wz-001");
        var e = state.Register(Fei, 7);
        Assert.Equal(new StewardEvent { Registered = new StewardRegistered { Steward = Fei, AtUs = 7 } }, e);
        Assert.Null(state.Registered); // deciding changes nothing
        state.Apply(e!);
        Assert.Equal(Fei, state.Registered);
        Assert.Null(state.Register(Fei, 8));
    }

    [Fact]
    public void Other_values_replace_all_of_the_old_ones()
    {
        var state = new StewardState("wz-001");
        state.Apply(state.Register(Fei, 7)!);
        var moved = new Steward { Id = "wz-001", Name = "费阿姨", HomeGrid = "G2" };
        state.Apply(state.Register(moved, 8)!);
        Assert.Equal(moved, state.Registered);
        Assert.Equal("", state.Registered?.Unit);
        Assert.NotNull(state.Register(Fei, 9));
    }

    [Fact]
    public void An_event_of_a_later_program_is_not_taken_for_nothing() =>
        Assert.Throws<InvalidOperationException>(() => new StewardState("wz-001").Apply(new StewardEvent()));
}
