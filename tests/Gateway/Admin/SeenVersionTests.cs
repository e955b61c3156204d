using Grpc.Core;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>Two administrators who look at one placement: the second is told what the first has done.</summary>
[Trait("lane", "cases")]
public sealed class SeenVersionTests : IAsyncLifetime
{
    private TestGateway gateway = null!;
    private AdminWire wire = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open();
        wire = new AdminWire(gateway);
        Assert.Equal((200, """{"version":1}"""), await wire.Post("/moves", """{"grid":"V-1","silo":"silo-1","by":"Ann","version":0}"""));
    }

    public async Task DisposeAsync()
    {
        await wire.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("/moves", """{"grid":"V-1","silo":"silo-2","by":"Bo","version":0}""")]
    [InlineData("/silos/silo-2/drain", """{"by":"Bo","version":0}""")]
    [InlineData("/silos/silo-2/weight", """{"weight":2,"by":"Bo","version":0}""")]
    [InlineData("/moves", """{"grid":"V-1","silo":"silo-2","by":"Bo","version":2}""")]
    public async Task The_second_order_of_one_view_is_told_who_changed_what(string path, string order)
    {
        var (status, body) = await wire.Post(path, order);

        var (code, message, messageZh) = AdminWire.Error(body);
        Assert.Equal((409, "placement_changed"), (status, code));
        Assert.Contains("the placement has version 1: look at it again, then decide. Newest changes: Ann: move V-1, automatic (silo-", message, StringComparison.Ordinal);
        Assert.EndsWith(" -> silo-1 (1).", message, StringComparison.Ordinal);
        Assert.Contains("最近的更改：Ann: move V-1", messageZh, StringComparison.Ordinal);
        Assert.Equal(1ul, gateway.Placement.Current.Table.Version);
    }

    [Fact]
    public async Task A_refill_is_one_of_them()
    {
        await wire.Post("/silos/silo-2/drain", """{"by":"Ann"}""");
        Assert.Equal(409, (await wire.Post("/silos/silo-2/refill", """{"by":"Bo","version":1}""")).Status);
        Assert.Equal((200, """{"version":3}"""), await wire.Post("/silos/silo-2/refill", """{"by":"Bo","version":2}"""));
    }

    [Theory]
    [InlineData("""{"grid":"V-1","silo":"silo-2","by":"Bo","version":1}""", 2)] // in view of what is
    [InlineData("""{"grid":"V-1","silo":"silo-2","by":"Bo"}""", 2)] // whatever is
    [InlineData("""{"grid":"V-1","silo":"silo-1","by":"Bo","version":0}""", 1)] // it is so already
    public async Task Other_orders_are_taken(string order, int version) =>
        Assert.Equal((200, $$"""{"version":{{version}}}"""), await wire.Post("/moves", order));

    [Fact]
    public async Task A_version_that_is_no_number_is_refused() => Assert.Equal(
        ("field_malformed", "Field version must be a whole number from 0.", "字段 version 应为非负整数。"),
        AdminWire.Error((await wire.Post("/moves", """{"grid":"V-1","silo":"silo-2","by":"Bo","version":"1"}""")).Body));

    [Fact]
    public async Task Over_gRPC_it_is_aborted()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => wire.Call<MoveGridRequest, PlacementChange>(
            "MoveGrid", new MoveGridRequest { Grid = "V-1", Silo = "silo-2", By = "Bo", Version = 0 }));
        Assert.Equal(StatusCode.Aborted, refused.StatusCode);
        Assert.StartsWith("placement_changed: ", refused.Status.Detail, StringComparison.Ordinal);
    }
}
