using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>Two tokens, and neither opens the other's door.</summary>
[Trait("lane", "trust")]
public sealed class AdminTokenTests : IAsyncLifetime
{
    private const string Device = "device-secret", Admin = "admin-secret";

    private TestGateway gateway = null!;
    private AdminWire wire = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open(DeviceGate.Guarded(new DeviceToken(Device)), adminGate: AdminGate.Guarded(new AdminToken(Admin)));
        wire = new AdminWire(gateway);
    }

    public async Task DisposeAsync()
    {
        await wire.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/audit")]
    [InlineData("POST", "/plans")]
    [InlineData("POST", "/moves")]
    [InlineData("POST", "/plans/apply")]
    [InlineData("POST", "/silos/silo-2/drain")]
    [InlineData("POST", "/silos/silo-2/refill")]
    [InlineData("POST", "/silos/silo-2/weight")]
    public async Task OverHttpNothingOfItIsForStrangersOrDevices(string method, string path)
    {
        foreach (var token in new[] { null, Device, "admin-secreT", "" })
        {
            var (status, body) = method == "GET" ? await wire.Get(path, token) : await wire.Post(path, """{"by":"x"}""", token: token);
            Assert.Equal(401, status);
            Assert.Equal(("token_needed", "This call needs the header Authorization: Bearer and the admin token.", "此操作需要请求头 Authorization: Bearer 与管理令牌。"), AdminWire.Error(body));
        }

        Assert.Equal(0, gateway.Placement.Reads);
        Assert.Equal(0ul, gateway.Placement.Current.Table.Version);
    }

    [Fact]
    public async Task OverHttpTheAdministratorIsServed()
    {
        Assert.Equal(200, (await wire.Get("", Admin)).Status);
        Assert.Equal((200, """{"version":1}"""), await wire.Post("/silos/silo-2/drain", """{"by":"x"}""", token: Admin));
    }

    [Fact]
    public async Task OverGrpcEachServiceHasItsOwnToken()
    {
        foreach (var token in new[] { null, Device })
        {
            foreach (var method in AdminReflection.Descriptor.Services[0].Methods.Where(m => !m.IsServerStreaming))
            {
                var refused = await Assert.ThrowsAsync<RpcException>(() => Call(method.Name, token));
                Assert.Equal((StatusCode.Unauthenticated, "token_needed: the call needs metadata authorization: Bearer and the admin token"), (refused.StatusCode, refused.Status.Detail));
            }

            var watch = await Assert.ThrowsAsync<RpcException>(async () => await wire.Watch(default, token).GetAsyncEnumerator().MoveNextAsync());
            Assert.Equal(StatusCode.Unauthenticated, watch.StatusCode);
        }

        await wire.Call<GetPlacementRequest, Placement>("GetPlacement", new GetPlacementRequest(), Admin);

        using var channel = GrpcChannel.ForAddress(gateway.Grpc);
        foreach (var token in new[] { Admin, "" })
        {
            var headers = new Metadata();
            headers.Add("authorization", $"Bearer {token}");
            var refused = await Assert.ThrowsAsync<RpcException>(() => new FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(Reports.Of(1), headers).ResponseAsync);
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }

        Assert.Empty(gateway.Grains.GridOf("V-1").Commands);
    }

    [Fact]
    public async Task TheAdminTokenDoesNotRegister()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/stewards") { Content = new StringContent("[]", null, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Admin}");
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?access_token=" + Device)]
    [InlineData("?access_token=")]
    [InlineData("?access_token=a&access_token=" + Admin)]
    public async Task OnTheHubRegionsAreFreeAndThePlacementIsNot(string query)
    {
        await using var screen = await HubScreen.Connect(new Uri(gateway.Hub + query));

        Assert.Null(await screen.Call("Watch", "T"));
        Assert.Contains("token_needed: ", await screen.Call("WatchPlacement"), StringComparison.Ordinal);
        Assert.Null(await screen.Call("UnwatchPlacement"));

        Assert.Equal(0, gateway.Placement.Reads);
    }

    [Fact]
    public async Task OnTheHubTheAdministratorIsShownThePlacement()
    {
        await using var screen = await HubScreen.Connect(new Uri($"{gateway.Hub}?access_token={Admin}"));

        Assert.Null(await screen.Call("WatchPlacement"));

        await screen.Frame("placement");
    }

    [Fact]
    public async Task AnOpenServerAsksForNone()
    {
        await using var open = await TestGateway.Open();
        await using var anybody = new AdminWire(open);
        await using var screen = await HubScreen.Connect(open.Hub);

        Assert.Equal(200, (await anybody.Get("")).Status);
        await anybody.Call<GetPlacementRequest, Placement>("GetPlacement", new GetPlacementRequest());
        Assert.Null(await screen.Call("WatchPlacement"));
    }

    [Fact]
    public void ItIsMadeOnceBesideTheDevicesAndOnlyItsOwnerReadsIt()
    {
        using var folder = new TempFolder();

        var (device, made, read) = (DeviceToken.LoadOrCreate(folder.Path), AdminToken.LoadOrCreate(folder.Path), AdminToken.LoadOrCreate(folder.Path));

        Assert.Equal((43, made.Value), (made.Value.Length, read.Value));
        Assert.NotEqual(device.Value, made.Value);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("admin-token")));
    }

    private Task Call(string method, string? token) => method switch
    {
        "GetPlacement" => wire.Call<GetPlacementRequest, Placement>(method, new GetPlacementRequest(), token),
        "MoveGrid" => wire.Call<MoveGridRequest, PlacementChange>(method, new MoveGridRequest(), token),
        "DrainSilo" => wire.Call<DrainSiloRequest, PlacementChange>(method, new DrainSiloRequest(), token),
        "RefillSilo" => wire.Call<RefillSiloRequest, PlacementChange>(method, new RefillSiloRequest(), token),
        "WeighSilo" => wire.Call<WeighSiloRequest, PlacementChange>(method, new WeighSiloRequest(), token),
        "PlanRebalance" => wire.Call<PlanRebalanceRequest, RebalancePlan>(method, new PlanRebalanceRequest(), token),
        "ApplyPlan" => wire.Call<ApplyPlanRequest, PlacementChange>(method, new ApplyPlanRequest(), token),
        "ListAudit" => wire.Call<ListAuditRequest, AuditLines>(method, new ListAuditRequest(), token),
        _ => throw new ArgumentException($"a call that this test does not know: {method}"),
    };
}
