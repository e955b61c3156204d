using Grpc.Core;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Grains;

namespace RealtimeGov.Gateway.Tests.Admin;

/// <summary>Every row of the table in docs/contracts/admin.md, on both wires: the status, the code, the words, and that nothing changes.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["unknown_grid"] = Move("X-9", "silo-1", 404, StatusCode.NotFound, "X-9 is no grid of today's tree", "当日区划树中没有网格 'X-9'。"),
        ["unknown_grid, of a place above grids"] = Move("V", "silo-1", 404, StatusCode.NotFound, "V is no grid of today's tree", "当日区划树中没有网格 'V'。"),
        ["unknown_grid, too long"] = Move(new string('g', 500), "silo-1", 404, StatusCode.NotFound,
            $"'{new string('g', 40)}...' is no grid of today's tree", $"当日区划树中没有网格 '{new string('g', 40)}...'。"),
        ["unknown_silo"] = Move("V-1", "nobody", 404, StatusCode.NotFound, "no silo named nobody has ever been seen", "没有节点 'nobody'。"),
        ["unknown_silo, too long"] = Move("V-1", new string('s', 500), 404, StatusCode.NotFound,
            $"no silo named '{new string('s', 40)}...' has ever been seen", $"没有节点 '{new string('s', 40)}...'。"),
        ["unknown_silo, drained"] = Drain("nobody", 404, StatusCode.NotFound, "no silo named nobody has ever been seen", "没有节点 'nobody'。"),
        ["silo_draining, moved to"] = Move("V-1", "silo-2", 409, StatusCode.FailedPrecondition,
            "silo-2 is draining and takes no grids", "节点 'silo-2' 正在清空：不接收网格，也不能再次清空。") with { Draining = "silo-2" },
        ["silo_draining, drained again"] = Drain("silo-2", 409, StatusCode.FailedPrecondition,
            "silo-2 is draining already", "节点 'silo-2' 正在清空：不接收网格，也不能再次清空。") with { Draining = "silo-2" },
        ["silo_dead"] = Move("V-1", "silo-3", 409, StatusCode.FailedPrecondition, "silo-3 is dead", "节点 'silo-3' 已停止。"),
        ["last_silo"] = Drain("silo-1", 409, StatusCode.FailedPrecondition,
            "without silo-1 no silo would take grids", "节点 'silo-1' 清空后，将没有节点接收网格。") with { Draining = "silo-2" },
        ["not_draining"] = new Row("/silos/silo-1/refill", """{"by":"王主任"}""", wire => wire.Call<RefillSiloRequest, PlacementChange>(
                "RefillSilo", new RefillSiloRequest { Silo = "silo-1", By = "王主任" }),
            409, StatusCode.FailedPrecondition, "silo-1 is not draining", "节点 'silo-1' 没有在清空。"),
        ["placement_changed"] = Apply(7, [], 409, StatusCode.Aborted,
            "the plan is of version 7; the placement has version 1", "方案制定后布局已变化，请重新制定。"),
        ["malformed_plan, a grid twice"] = Apply(1, [("V-1", "silo-1", "silo-2"), ("V-1", "silo-1", "silo-2")], 400, StatusCode.InvalidArgument,
            "the plan names V-1 twice", PlanZh),
        ["malformed_plan, not where it says"] = Apply(1, [("V-1", "silo-2", "silo-1")], 400, StatusCode.InvalidArgument, "V-1 is not on silo-2", PlanZh),
        ["malformed_plan, from nowhere"] = Apply(1, [("V-1", "", "silo-1")], 400, StatusCode.InvalidArgument, "the plan does not say where V-1 moves from", PlanZh),
        ["unknown_grid, of a plan"] = Apply(1, [("X-9", "silo-1", "silo-2")], 404, StatusCode.NotFound,
            "X-9 is no grid of today's tree", "方案中有当日区划树中没有的网格。"),
        ["unknown_silo, of a plan"] = Apply(1, [("V-1", "silo-1", "nobody")], 404, StatusCode.NotFound,
            "no silo named nobody has ever been seen", "方案中有未写明或不存在的节点。"),
        ["unknown_silo, of a plan to nowhere"] = Apply(1, [("V-1", "silo-1", "")], 404, StatusCode.NotFound, "no silo is named", "方案中有未写明或不存在的节点。"),
        ["malformed_by"] = Drain("silo-1", 400, StatusCode.InvalidArgument,
            "by must be 1 to 64 printable characters", "操作人应为 1 至 64 个可见字符。", by: ""),
        ["malformed_by, too long"] = Drain("silo-1", 400, StatusCode.InvalidArgument,
            "by must be 1 to 64 printable characters", "操作人应为 1 至 64 个可见字符。", by: new string('王', 65)),
        ["malformed_weight, 0"] = Weigh(0),
        ["malformed_weight, 100.1"] = Weigh(100.1),
    };

    private const string PlanZh = "方案有误：某个网格出现两次、已固定、未写明从何处移出，或不在方案所说的节点上；或没有方案，或步骤过多。";

    private TestGateway gateway = null!;
    private AdminWire wire = null!;

    public static TheoryData<string> Names => [.. Rows.Keys];

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open();
        wire = new AdminWire(gateway);
        // Where automatic placement puts V-1 is a hash's affair; here it is on silo-1.
        await wire.Call<MoveGridRequest, PlacementChange>("MoveGrid", new MoveGridRequest { Grid = "V-1", Silo = "silo-1", By = "test" });
    }

    public async Task DisposeAsync()
    {
        await wire.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ARefusedChangeSaysWhyOnBothWiresAndChangesNothing(string name)
    {
        var (row, code) = (Rows[name], name.Split(',')[0]);
        if (row.Draining is { } draining) await gateway.Placement.Drain(draining);
        var before = gateway.Placement.Current;

        var (status, body) = await wire.Post(row.Path, row.Body);
        var refused = await Assert.ThrowsAsync<RpcException>(() => row.Call(wire));

        Assert.Equal((row.HttpStatus, code, row.Message, row.MessageZh), (status, AdminWire.Error(body).Code, AdminWire.Error(body).Message, AdminWire.Error(body).MessageZh));
        Assert.Equal((row.Status, $"{code}: {row.Message}"), (refused.StatusCode, refused.Status.Detail));
        Assert.Same(before, gateway.Placement.Current);
    }

    [Fact]
    public async Task AStoreThatDoesNotTakeItIsNotDurable()
    {
        gateway.Placement.Failure = new NotDurableException("planned");
        const string text = "the store did not take the change in time: look at the placement, then ask again";

        var (status, body) = await wire.Post("/silos/silo-2/drain", """{"by":"王主任"}""");
        var refused = await Assert.ThrowsAsync<RpcException>(() => wire.Call<DrainSiloRequest, PlacementChange>("DrainSilo", new DrainSiloRequest { Silo = "silo-2", By = "x" }));

        Assert.Equal((503, ("not_durable", text, "存储未能及时写入：请先查看布局，再重试。")), (status, AdminWire.Error(body)));
        Assert.Equal((StatusCode.Unavailable, $"not_durable: {text}"), (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task AStoreThatDoesNotAnswerIsNotDurableAfterTenSeconds()
    {
        var opens = new TaskCompletionSource();
        gateway.Placement.Opens = opens.Task;
        var asked = wire.Post("/silos/silo-2/drain", """{"by":"王主任"}""");

        var (status, body) = await gateway.Reaches(asked);

        Assert.Equal((503, "not_durable"), (status, AdminWire.Error(body).Code));
        Assert.Equal(TimeSpan.FromSeconds(10), Administration.ChangeWithin);
        Assert.True(gateway.Time.GetUtcNow() - TestGateway.Start >= Administration.ChangeWithin);
        opens.SetResult();
    }

    [Fact]
    public async Task GrpcWithoutAPlanOrWithTooManyMovesIsMalformed()
    {
        var many = new RebalancePlan { Moves = { Enumerable.Repeat(new PlannedMove { Grid = "V-1" }, Administration.MovesMax + 1) } };

        foreach (var (plan, message) in new[] { (null, "there is no plan"), (many, "the plan has 10001 moves; at most 10000 are taken") })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() =>
                wire.Call<ApplyPlanRequest, PlacementChange>("ApplyPlan", new ApplyPlanRequest { Plan = plan, By = "x" }));
            Assert.Equal((StatusCode.InvalidArgument, $"malformed_plan: {message}"), (refused.StatusCode, refused.Status.Detail));
        }

        Assert.Equal(1ul, gateway.Placement.Current.Table.Version);
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static Row Move(string grid, string silo, int http, StatusCode status, string message, string messageZh) => new(
        "/moves", $$"""{"grid":{{Json(grid)}},"silo":{{Json(silo)}},"pin":true,"by":"王主任"}""",
        wire => wire.Call<MoveGridRequest, PlacementChange>("MoveGrid", new MoveGridRequest { Grid = grid, Silo = silo, Pin = true, By = "王主任" }),
        http, status, message, messageZh);

    private static Row Drain(string silo, int http, StatusCode status, string message, string messageZh, string by = "王主任") => new(
        $"/silos/{silo}/drain", $$"""{"by":{{Json(by)}}}""",
        wire => wire.Call<DrainSiloRequest, PlacementChange>("DrainSilo", new DrainSiloRequest { Silo = silo, By = by }),
        http, status, message, messageZh);

    private static Row Weigh(double weight) => new(
        "/silos/silo-1/weight", FormattableString.Invariant($$"""{"weight":{{weight}},"by":"王主任"}"""),
        wire => wire.Call<WeighSiloRequest, PlacementChange>("WeighSilo", new WeighSiloRequest { Silo = "silo-1", Weight = weight, By = "王主任" }),
        400, StatusCode.InvalidArgument, "weight must be 0.1 to 100", "权重应为 0.1 至 100。");

    private static Row Apply(ulong version, (string Grid, string From, string To)[] moves, int http, StatusCode status, string message, string messageZh)
    {
        var plan = new RebalancePlan { Version = version };
        plan.Moves.Add(moves.Select(move => new PlannedMove { Grid = move.Grid, From = move.From, To = move.To }));
        var json = string.Join(',', moves.Select(move => $$"""{"grid":"{{move.Grid}}","from":"{{move.From}}","to":"{{move.To}}","load":1.5}"""));
        return new Row(
            "/plans/apply", $$"""{"plan":{"version":{{version}},"moves":[{{json}}],"before":[],"after":[],"imbalanceBefore":2,"imbalanceAfter":1},"by":"王主任"}""",
            wire => wire.Call<ApplyPlanRequest, PlacementChange>("ApplyPlan", new ApplyPlanRequest { Plan = plan, By = "王主任" }),
            http, status, message, messageZh);
    }

    private sealed record Row(
        string Path, string Body, Func<AdminWire, Task<PlacementChange>> Call, int HttpStatus, StatusCode Status, string Message, string MessageZh)
    {
        /// <summary>Drained before.</summary>
        public string? Draining { get; init; }
    }
}
