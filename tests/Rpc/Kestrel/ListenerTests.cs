using Microsoft.AspNetCore.Server.Kestrel.Core;
using RealtimeGov.Rpc.Kestrel;

namespace RealtimeGov.Rpc.Tests.Kestrel;

public sealed class ListenerTests
{
    [Fact]
    public void Windows_and_pings_are_what_the_design_says()
    {
        var http2 = new KestrelServerOptions().ConfigureRpc().Limits.Http2;
        Assert.Equal((524_288, 8_388_608), (http2.InitialStreamWindowSize, http2.InitialConnectionWindowSize));
        Assert.Equal(1000, http2.MaxStreamsPerConnection);
        Assert.Equal((30, 20), (http2.KeepAlivePingDelay.Seconds, http2.KeepAlivePingTimeout.Seconds));
    }
}
