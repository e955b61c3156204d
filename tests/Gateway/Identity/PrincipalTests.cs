using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Identity;

/// <summary>J13: who did something is the credential's word. What a body says of it changes nothing.</summary>
[Trait("lane", "trust")]
public sealed class PrincipalTests : IAsyncLifetime
{
    private IdentityBench bench = null!;
    private GrpcChannel channel = null!;

    public async Task InitializeAsync()
    {
        bench = await IdentityBench.Open();
        channel = GrpcChannel.ForAddress(bench.Gateway.Grpc);
        await bench.Register("wang.jun", "system_admin");
        await bench.Register("li.na", "security_admin");
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await bench.DisposeAsync();
    }

    [Theory]
    [InlineData("/placement/moves", """{"grid":"V-1","silo":"silo-2","by":"somebody else"}""")]
    [InlineData("/placement/silos/silo-2/drain", """{"by":"somebody else"}""")]
    [InlineData("/placement/silos/silo-2/drain", "{}")]
    [InlineData("/placement/silos/silo-2/weight", """{"weight":2,"by":"somebody else"}""")]
    public async Task J13_the_audit_names_whoever_signed_in_whatever_the_order_says(string path, string order)
    {
        var token = await bench.TokenOf("wang.jun");
        Assert.Equal(200, (await bench.Send("POST", path, order, token)).Status);
        Assert.Equal(("person", "wang.jun"), (bench.Gateway.Placement.Asked!.Origin.PrincipalKind, bench.Gateway.Placement.Asked.Origin.PrincipalId));
        var audit = await bench.Send("GET", "/placement/audit", token: token);
        Assert.Equal("wang.jun", audit.Body.GetProperty("lines")[0].GetProperty("by").GetString());
    }

    [Fact]
    public async Task J13_the_same_over_a_call()
    {
        var token = await bench.TokenOf("wang.jun");
        await new Protos.Admin.AdminClient(channel).DrainSiloAsync(new DrainSiloRequest { Silo = "silo-2", By = "somebody else" }, Bearer(token));
        Assert.Equal("wang.jun", bench.Gateway.ReadModel.AuditRows[^1].By);
        Assert.Equal("wang.jun", bench.Gateway.Placement.Asked!.Origin.PrincipalId);
    }

    [Fact]
    public async Task Behind_a_token_that_many_bear_by_is_their_word_and_the_principal_the_token()
    {
        Assert.Equal(200, (await bench.Send("POST", "/placement/silos/silo-2/drain", """{"by":"王主任"}""", IdentityBench.Admin)).Status);
        Assert.Equal("王主任", bench.Gateway.ReadModel.AuditRows[^1].By);
        Assert.Equal(("service", "admin-token"), (bench.Gateway.Placement.Asked!.Origin.PrincipalKind, bench.Gateway.Placement.Asked.Origin.PrincipalId));
    }

    [Fact]
    public async Task J13_registrations_name_their_principal_and_take_no_other()
    {
        Assert.Equal(200, (await bench.Send("POST", "/stewards", """[{"id":"s-9","name":"沈九","homeGrid":"V-1"}]""", await bench.TokenOf("li.na"))).Status);
        Assert.Equal("li.na", bench.Gateway.Grains.Registrations.Last().Origin.PrincipalId);
        Assert.Equal(200, (await bench.Send("POST", "/categories", """[{"code":"parts/lamp"}]""", await bench.TokenOf("wang.jun"))).Status);
        Assert.Equal("wang.jun", bench.Gateway.Grains.Definitions.Last().Origin.PrincipalId);
        Assert.Equal(200, (await bench.Send("POST", "/categories", """[{"code":"parts/bench"}]""", IdentityBench.Device)).Status);
        Assert.Equal(("service", "device-token"), (bench.Gateway.Grains.Definitions.Last().Origin.PrincipalKind, bench.Gateway.Grains.Definitions.Last().Origin.PrincipalId));
        foreach (var path in new[] { "/categories", "/stewards" })
            Assert.Equal("row_malformed", (await bench.Send("POST", path, """[{"code":"a","id":"a","name":"a","homeGrid":"V-1","by":"x"}]""", IdentityBench.Device)).Code);
    }

    [Fact]
    public async Task The_audit_is_for_who_reads_audits_and_for_neither_of_the_two_who_are_looked_at()
    {
        await bench.Register("zhao.min", "audit_admin", name: "赵敏");
        Assert.Equal(200, (await bench.Send("GET", "/audit", token: await bench.TokenOf("zhao.min"))).Status);
        foreach (var person in new[] { "li.na", "wang.jun" })
            Assert.Equal((403, "not_allowed"), Verdict(await bench.Send("GET", "/audit", token: await bench.TokenOf(person))));
    }

    [Fact]
    public async Task A_steward_s_count_is_for_the_steward_and_for_whoever_answers_for_the_steward()
    {
        const string path = "/stewards/s-1/days/today";
        bench.Gateway.Directory.DefinedStewards.Add(new Steward { Id = "s-2", Name = "沈二", HomeGrid = "V-1" });
        await bench.Gateway.Directory.Refresh(default);
        Assert.Equal((401, "token_needed"), Verdict(await bench.Send("GET", path)));
        Assert.Equal(200, (await bench.Send("GET", path, token: await StewardsToken())).Status);
        await bench.Register("s-2", "steward", "V", "沈二");
        Assert.Equal((403, "outside_own_region"), Verdict(await bench.Send("GET", path, token: await bench.TokenOf("s-2"))));
        foreach (var (person, role, region, status) in new[] { ("d-1", "dispatcher", "V", 200), ("d-2", "dispatcher", "W", 403), ("u-1", "supervisor", "T", 200), ("g-1", "grid_worker", "V", 403) })
        {
            await bench.Register(person, role, region, person);
            Assert.Equal(status, (await bench.Send("GET", path, token: await bench.TokenOf(person))).Status);
        }
        Assert.Equal(200, (await bench.Send("GET", path, token: IdentityBench.Device)).Status);
        var code = (await bench.Send("POST", "/devices", new { steward = "s-2" }, IdentityBench.Admin)).Text("code");
        var device = (await bench.Send("POST", "/devices/enrol", new { code })).Text("token");
        Assert.Equal((403, "outside_own_region"), Verdict(await bench.Send("GET", path, token: device)));
    }

    [Fact]
    public async Task A_steward_erases_nobody() =>
        Assert.Equal((403, "not_allowed"), Verdict(await bench.Send("POST", "/people/li.na/erase", token: await StewardsToken())));

    [Fact]
    public async Task A_steward_registers_no_stewards() =>
        Assert.Equal((403, "not_allowed"), Verdict(await bench.Send("POST", "/stewards", "[]", await StewardsToken())));

    [Fact]
    public async Task Somebody_who_signed_in_reports_as_the_own_steward_of_own_origins_and_where_the_role_reaches()
    {
        await bench.Register("s-1", "steward", "V", "沈一");
        var token = await bench.TokenOf("s-1");

        var mine = Reports.Of(1, steward: "");
        Assert.Equal(Outcome.Opened, (await Submit(token, mine)).Outcome);
        var sent = bench.Gateway.Grains.GridOf("V-1").Commands.Single();
        Assert.Equal(("s-1", "person", "s-1"), (sent.Reports[0].Report.StewardId, sent.Origin.PrincipalKind, sent.Origin.PrincipalId));

        Assert.Equal((Outcome.Invalid, "steward_not_own"), Verdict(await Submit(token, Reports.Of(2, steward: "s-2"))));
        Assert.Equal((Outcome.Invalid, "grid_not_own"), Verdict(await Submit(token, Reports.Of(3, "W-1"))));
        var onBehalf = Reports.Of(4);
        onBehalf.Origin = Origin.Telephone;
        Assert.Equal((Outcome.Invalid, "origin_not_own"), Verdict(await Submit(token, onBehalf)));

        await bench.Register("s-3", "dispatcher", "T", "沈三");
        var taken = Reports.Of(5, "W-1", steward: "");
        taken.Origin = Origin.Telephone;
        Assert.Equal(Outcome.Opened, (await Submit(await bench.TokenOf("s-3"), taken)).Outcome);
    }

    [Fact]
    public async Task An_id_of_an_import_is_no_device_s_to_use_first()
    {
        await bench.Register("s-1", "steward", "V", "沈一");
        var report = Reports.Of(1);
        report.ReportId = "0b1ed15e-0c1f-5f0a-9a51-7f6a1f9c7d19"; // version 5
        Assert.Equal((Outcome.Invalid, "report_id_of_import"), Verdict(await Submit(await bench.TokenOf("s-1"), report)));
        Assert.Empty(bench.Gateway.Grains.GridOf("V-1").Commands);
        // The shared token imports: its reports may be anything.
        report.Origin = Origin.Import;
        Assert.Equal(Outcome.Opened, (await Submit(IdentityBench.Device, report)).Outcome);
    }

    private async Task<string> StewardsToken()
    {
        await bench.Register("s-1", "steward", "V", "沈一");
        return await bench.TokenOf("s-1");
    }

    private static (int, string) Verdict(Said said) => (said.Status, said.Code);

    private static (Outcome, string) Verdict(ReportReceipt receipt) => (receipt.Outcome, receipt.Reason);

    private static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    private async Task<ReportReceipt> Submit(string token, Report report) => await new FieldGateway.FieldGatewayClient(channel).SubmitReportAsync(report, Bearer(token));
}
