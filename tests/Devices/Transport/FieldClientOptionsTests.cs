using RealtimeGov.Devices.Transport;

namespace RealtimeGov.Devices.Tests.Transport;

public sealed class FieldClientOptionsTests
{
    [Fact]
    public void The_defaults_are_these()
    {
        var options = new FieldClientOptions();

        Assert.Equal(256, options.Window);
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.ShortestBackoff);
        Assert.Equal(TimeSpan.FromSeconds(10), options.LongestBackoff);
        Assert.Equal(TimeSpan.FromSeconds(30), options.AckTimeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, options.GiveUpAfter);
    }

    [Fact]
    public void What_is_out_of_range_is_refused_by_name()
    {
        var standard = new FieldClientOptions();

        Refused("Window", standard with { Window = 0 });
        Refused("Window", standard with { Window = 4097 });
        Refused("ShortestBackoff", standard with { ShortestBackoff = TimeSpan.Zero });
        Refused("LongestBackoff", standard with { LongestBackoff = TimeSpan.FromMilliseconds(99) });
        Refused("AckTimeout", standard with { AckTimeout = TimeSpan.Zero });
        Refused("GiveUpAfter", standard with { GiveUpAfter = TimeSpan.Zero });
    }

    private static void Refused(string name, FieldClientOptions options) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new FieldClient(new FakeFieldService(), options)).ParamName);
}
