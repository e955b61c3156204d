using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using RealtimeGov.Cluster;
using RealtimeGov.Protos;
using RealtimeGov.Grains;

namespace RealtimeGov.Contract.Tests.Cluster;

public sealed class FrozenMessagesTests
{
    private readonly ServiceProvider services = Services();

    [Fact]
    public void Within_a_process_the_receiver_gets_the_senders_own_message()
    {
        var sent = new DaySummary { Region = "T", Version = 7 };
        Assert.Same(sent, services.GetRequiredService<DeepCopier>().Copy(sent));
    }

    [Fact]
    public void Between_processes_a_message_is_what_it_was()
    {
        var sent = new DaySummary { Region = "T", Date = 20_000, Version = 7, Counts = new DayCounts { Valid = 3 } };
        sent.Counts.ByCategory["roads/pothole"] = 3;
        var serializer = services.GetRequiredService<Serializer>();
        Assert.Equal(sent, serializer.Deserialize<DaySummary>(serializer.SerializeToArray(sent)));
    }

    [Fact]
    public void A_grains_refusal_stays_what_it_is()
    {
        var serializer = services.GetRequiredService<Serializer>();
        var refusal = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new NotDurableException("send it again")));
        Assert.Equal("send it again", Assert.IsType<NotDurableException>(refusal).Message);
    }

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSerializer();
        SiloSettings.Serialise(services);
        return services.BuildServiceProvider();
    }
}
