namespace RealtimeGov.Rpc.Tests;

public sealed class RpcOptionsTests
{
    [Fact]
    public void Defaults_are_what_the_contract_says()
    {
        var options = new RpcOptions();
        options.Validate();
        Assert.Equal((4 * 1024 * 1024, 32 * 1024), (options.MaxReceiveMessageBytes, options.FlushThresholdBytes));
        var channel = new RpcChannelOptions();
        channel.Validate();
        Assert.Equal((4 * 1024 * 1024, 32 * 1024), (channel.MaxReceiveMessageBytes, channel.FlushThresholdBytes));
        Assert.Equal((5, 30, 20), (channel.ConnectTimeout.Seconds, channel.KeepAlivePingDelay.Seconds, channel.KeepAlivePingTimeout.Seconds));
    }

    [Fact]
    public void An_option_out_of_its_range_is_named()
    {
        AssertNamed("MaxReceiveMessageBytes", new RpcOptions { MaxReceiveMessageBytes = 0 }.Validate);
        AssertNamed("FlushThresholdBytes", new RpcOptions { FlushThresholdBytes = 0 }.Validate);
        AssertNamed("MaxReceiveMessageBytes", new RpcChannelOptions { MaxReceiveMessageBytes = 0 }.Validate);
        AssertNamed("FlushThresholdBytes", new RpcChannelOptions { FlushThresholdBytes = 0 }.Validate);
        AssertNamed("ConnectTimeout", new RpcChannelOptions { ConnectTimeout = TimeSpan.Zero }.Validate);
        AssertNamed("KeepAlivePingDelay", new RpcChannelOptions { KeepAlivePingDelay = TimeSpan.Zero }.Validate);
        AssertNamed("KeepAlivePingTimeout", new RpcChannelOptions { KeepAlivePingTimeout = TimeSpan.Zero }.Validate);
    }

    private static void AssertNamed(string option, Action validate) =>
        Assert.Equal(option, Assert.Throws<ArgumentOutOfRangeException>(validate).ParamName);
}
