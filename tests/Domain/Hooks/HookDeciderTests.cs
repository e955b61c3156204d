using RealtimeGov.Domain.Hooks;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Hooks;

[Trait("lane", "open311")]
public sealed class HookDeciderTests
{
    private readonly HookState hook = new("H");

    [Theory]
    [InlineData("https://city.example/hook", true)]
    [InlineData("http://127.0.0.1:9000/hook", true)]
    [InlineData("http://city.example/hook", false)]
    [InlineData("https://user:word@city.example/hook", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/hook", false)]
    [InlineData("", false)]
    public void An_address_is_of_https_or_of_this_machine(string url, bool isTaken) =>
        Assert.Equal(isTaken ? "" : HookErrors.MalformedUrl, HookDecider.Decide(hook, Define(url)).Refused);

    [Fact]
    public void A_hook_goes_forward_only_and_what_is_given_up_is_kept_once_until_it_is_settled()
    {
        Assert.Equal(HookErrors.Unknown, HookDecider.Decide(hook, new ChangeHook { Advance = new() { UpToUs = 5 } }).Refused);
        Apply(Define("https://city.example"));
        Assert.Equal(10, hook.UpToUs);
        Assert.Null(HookDecider.Decide(hook, new ChangeHook { Advance = new() { UpToUs = 10 } }).Event);
        Apply(new ChangeHook { Advance = new() { UpToUs = 11 } });
        var lost = new ChangeHook { GiveUp = new() { IssueId = "G1.1", Seq = 2, Tries = 8, Status = 500 } };
        Apply(lost);
        Assert.Null(HookDecider.Decide(hook, lost).Event);
        Assert.Equal((11, 500), (hook.ToRow().UpToUs, hook.ToRow().GivenUp.Single().Status));
        Apply(new ChangeHook { Settle = new() { IssueId = "G1.1", Seq = 2 } });
        Assert.Empty(hook.GivenUp);
        Assert.Null(HookDecider.Decide(hook, new ChangeHook { Settle = new() { IssueId = "G1.1", Seq = 2 } }).Event);
        Apply(new ChangeHook { End = true });
        Assert.Equal(HookErrors.Unknown, HookDecider.Decide(hook, lost).Refused);
        Assert.Equal(HookErrors.Unknown, HookDecider.Decide(hook, Define("https://city.example")).Refused);
    }

    [Fact]
    public void A_delivery_waits_longer_each_time() =>
        Assert.Equal([1, 2, 4, 8, 16, 32, 64], Enumerable.Range(1, HookDecider.TriesMax - 1).Select(tries => HookDecider.WaitUs((uint)tries) / 1_000_000));

    private static ChangeHook Define(string url) => new() { Define = new DefineHook { Hook = new HookDefined { Name = "城市", Region = "T", FromUs = 10 }, Content = new HookContent { Url = url } } };

    private void Apply(ChangeHook command)
    {
        var decision = HookDecider.Decide(hook, command);
        Assert.Equal("", decision.Refused);
        hook.Apply(Assert.IsType<HookEvent>(decision.Event));
    }
}
