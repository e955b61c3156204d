using RealtimeGov.Domain.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Issues;

public sealed class OpenElsewhereTests
{
    private readonly OpenElsewhere open = new();

    [Fact]
    public void Who_comes_and_who_leaves_is_a_change_and_a_renewal_is_none()
    {
        Assert.True(Show("a", 1, 0, "shen"));
        Assert.True(Show("b", 1, 0, "wang"));
        Assert.Equal(["shen", "wang"], People);
        Assert.False(Show("a", 1, 5, "shen"));
        Assert.True(Show("a", 2, 6, "shen", "lu"));
        Assert.True(Show("b", 2, 7));
        Assert.Equal(["shen", "lu"], People);
        Assert.False(Show("b", 3, 8));
        Assert.False(Show("c", 1, 8));
    }

    [Fact]
    public void What_a_gateway_said_before_and_comes_later_changes_nothing()
    {
        Assert.True(Show("a", 3, 0, "shen"));
        Assert.True(Show("a", 5, 1));
        Assert.False(Show("a", 4, 2, "shen", "lu"));
        Assert.Empty(People);
    }

    [Fact]
    public void A_gateway_that_says_nothing_more_is_forgotten()
    {
        Assert.True(Show("a", 1, 0, "shen"));
        Assert.True(Show("b", 1, 0, "wang"));
        Assert.False(Show("a", 1, 15, "shen"));
        Assert.True(Show("a", 1, 16, "shen"));
        Assert.Equal(["shen"], People);
        Assert.True(Show("b", 1, 17, "wang")); // it lives after all
    }

    private IEnumerable<string> People => open.Gateways.SelectMany(one => one.People).Select(one => one.Person);

    private bool Show(string watcher, ulong number, int second, params string[] people) => open.Show(
        new GatewayPresence { Watcher = watcher, Number = number, People = { people.Select(person => new Present { Person = person, Name = person }) } }, TimeSpan.FromSeconds(second));
}
