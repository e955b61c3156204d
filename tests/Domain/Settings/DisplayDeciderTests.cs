using RealtimeGov.Domain.Settings;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Settings;

public sealed class DisplayDeciderTests
{
    private static readonly Display Hall = new() { Name = "hall", Region = "T", Language = "en", RotateS = 20, ScalePercent = 150 };

    [Fact]
    public void BoundsArePinned() => Assert.Equal(
        (500, 5u, 3_600u, 50u, 300u),
        (DisplayDecider.DisplaysMax, DisplayDecider.RotateMinS, DisplayDecider.RotateMaxS, DisplayDecider.ScaleMin, DisplayDecider.ScaleMax));

    [Fact]
    public void ADisplayIsSetAsAWholeAndRemovedByName()
    {
        var gate = new Display { Name = "gate" };
        var both = DisplayDecider.Decide([Hall], new ChangeDisplay { Set = gate });
        Assert.Equal("", both.Refused);
        Assert.Equal([gate, Hall], both.Displays);
        Assert.Equal([gate, new Display { Name = "hall" }], DisplayDecider.Decide(both.Displays, new ChangeDisplay { Set = new Display { Name = "hall" } }).Displays);
        Assert.Equal([gate], DisplayDecider.Decide(both.Displays, new ChangeDisplay { Remove = "hall" }).Displays);
        Assert.Equal([gate, Hall], DisplayDecider.Decide(both.Displays, new ChangeDisplay { Remove = "nobody" }).Displays);
    }

    [Theory]
    [InlineData("", "", "", 0, 0, "name")]
    [InlineData("a b", "", "", 0, 0, "name")]
    [InlineData("a", "T/1", "", 0, 0, "region")]
    [InlineData("a", "", "fr", 0, 0, "language")]
    [InlineData("a", "", "", 4, 0, "rotateS")]
    [InlineData("a", "", "", 3_601, 0, "rotateS")]
    [InlineData("a", "", "", 0, 49, "scalePercent")]
    [InlineData("a", "", "", 0, 301, "scalePercent")]
    public void WhatIsOutOfRangeIsNamedAndChangesNothing(string name, string region, string language, uint rotateS, uint scale, string member)
    {
        var reply = DisplayDecider.Decide([Hall], new ChangeDisplay { Set = new Display { Name = name, Region = region, Language = language, RotateS = rotateS, ScalePercent = scale } });
        Assert.Equal((DisplayDecider.Malformed, member), (reply.Refused, reply.Detail.Split(':')[0]));
        Assert.Equal([Hall], reply.Displays);
    }

    [Fact]
    public void ThereIsABoundOnHowManyThereAre()
    {
        var all = Enumerable.Range(0, DisplayDecider.DisplaysMax).Select(number => new Display { Name = $"d{number}" }).ToList();
        Assert.Equal(DisplayDecider.TooMany, DisplayDecider.Decide(all, new ChangeDisplay { Set = Hall }).Refused);
        Assert.Equal("", DisplayDecider.Decide(all, new ChangeDisplay { Set = new Display { Name = "d0", Language = "zh" } }).Refused);
    }
}
