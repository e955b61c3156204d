using System.Net;
using System.Text.Json;
using Grpc.Health.V1;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Journal.Stores;
using static Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace RealtimeGov.Gateway.Tests.Health;

/// <summary>Kind H: one state of the store, told alike by readiness, gRPC's health and the wall; while it was full all three were content.</summary>
[Trait("lane", "cases")]
public sealed class StoreStateTests
{
    [Theory]
    [InlineData(StoreTrouble.Figures, "store_figures")]
    [InlineData(StoreTrouble.Damaged, "store_damaged")]
    [InlineData(StoreTrouble.Failing, "store_failing")]
    [InlineData(StoreTrouble.Unreachable, "store_unreachable")]
    [InlineData(StoreTrouble.InUse, "store_in_use")]
    [InlineData(StoreTrouble.ReadOnly, "store_read_only")]
    [InlineData(StoreTrouble.Full, "store_full")]
    public async Task ReadinessHealthAndTheWallSayTheSame(StoreTrouble trouble, string code)
    {
        await using var gateway = await TestGateway.Open();
        await using var screen = await HubScreen.Connect(gateway.Hub);
        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        var client = new HealthClient(channel);
        var state = new StoreState(trouble, "/srv/secret-folder/journal.db", "day 2024-10-04, grid G1");

        gateway.Store.Tell(StoreWitness.Probe, state);

        using var refused = await gateway.Http.GetAsync("/readyz");
        var body = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        Assert.Equal((code, state.PublicMessage, state.PublicMessageZh),
            (error.GetProperty("code").GetString(), error.GetProperty("message").GetString(), error.GetProperty("messageZh").GetString()));
        Assert.Contains("journal.db", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-folder", body, StringComparison.Ordinal);

        var beat = await gateway.Reaches(screen.Frame("beat", f => f.TryGetProperty("store", out _)));
        Assert.Equal(code, beat.GetProperty("store").GetProperty("code").GetString());
        Assert.DoesNotContain("secret-folder", beat.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(NotServing, (await client.CheckAsync(new HealthCheckRequest())).Status);

        gateway.Store.Tell(StoreWitness.Probe, StoreState.Ok);
        Assert.Equal("""{"status":"ok"}""", await gateway.Http.GetStringAsync("/readyz"));
        var cleared = gateway.Time.GetUtcNow();
        var calm = await gateway.Reaches(screen.Frame("beat", f => f.GetProperty("at").GetDateTimeOffset() > cleared));
        Assert.False(calm.TryGetProperty("store", out _));
        Assert.Equal(Serving, (await client.CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public void TheWorstIsToldAndEachWitnessTakesBackItsOwnAlone()
    {
        var health = new StoreHealth(TimeProvider.System);
        var told = new List<string>();
        health.Changed += state => told.Add(state.Code);

        health.Tell(StoreWitness.Figures, new StoreState(StoreTrouble.Figures, "f"));
        health.Tell(StoreWitness.Commits, new StoreState(StoreTrouble.Full, "f"));
        health.Tell(StoreWitness.Commits, new StoreState(StoreTrouble.Full, "f", "again"));
        health.Tell(StoreWitness.Probe, StoreState.Ok);
        health.Tell(StoreWitness.Damage, new StoreState(StoreTrouble.Damaged, "f"));
        health.Tell(StoreWitness.Commits, StoreState.Ok);
        health.Tell(StoreWitness.Damage, StoreState.Ok);

        Assert.Equal(["store_figures", "store_full", "store_damaged"], told);
        Assert.Equal(StoreTrouble.Damaged, health.Current.Trouble);
    }

    [Fact]
    public void EveryTroubleIsOneLineThatNamesTheFileAndWhatToDo()
    {
        foreach (var trouble in Enum.GetValues<StoreTrouble>().Where(t => t != StoreTrouble.None))
        {
            var state = new StoreState(trouble, "/srv/t/journal.db", "detail");
            Assert.StartsWith("/srv/t/journal.db", state.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', state.Message);
            Assert.Contains(". ", state.Message, StringComparison.Ordinal); // what, then what to do
            Assert.Contains("journal.db", state.PublicMessageZh, StringComparison.Ordinal);
            Assert.DoesNotContain("/srv", state.PublicMessage + state.PublicMessageZh, StringComparison.Ordinal);
        }
        Assert.Equal(Enum.GetValues<StoreTrouble>().Length, Enum.GetValues<StoreTrouble>().Select(t => new StoreState(t).Code).Distinct().Count());
    }
}
