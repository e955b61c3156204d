using System.Net;
using RealtimeGov.Devices.Demo;
using RealtimeGov.Devices.Demo.Offices;

namespace RealtimeGov.Devices.Tests.Demo.Offices;

public sealed class HttpOfficesTests
{
    private static readonly OfficeStaff Staff = new(Wuzhen.Town);

    private readonly FakeHttp http = new() { Answer = """{"accessToken":"of-a-person","receiptCode":"SLIP","stage":"routed","version":4,"changed":1}""" };

    [Fact]
    public async Task A_step_is_taken_by_the_person_who_signed_in_for_it()
    {
        using var offices = Open();

        var reply = await offices.TakeAsync(Staff.Dispatchers[0], Case(), new OfficeMove(default, Staff.Dispatchers[0], "route", "", new Dictionary<string, object> { ["lead"] = "demo-water" }), default);

        Assert.Equal(("routed", 4UL, ""), (reply.Stage, reply.Version, reply.Refused));
        Assert.Equal(
            [
                ("POST http://town/api/v1/people/demo-desk-1/password", "Bearer admin"),
                ("POST http://town/api/v1/session?use=token", null),
                ("POST http://town/api/v1/desk/issues/i-1/steps", "Bearer of-a-person"),
            ],
            http.Requests.Select(request => (request.Request, request.Authorization)));
        Assert.Contains("\"version\":3,\"step\":\"route\",\"lead\":\"demo-water\"", http.Requests[^1].Body);
        Assert.Contains("\"person\":\"demo-desk-1\"", http.Requests[1].Body);
    }

    [Fact]
    public async Task A_reporter_takes_a_step_with_a_slip_and_no_account()
    {
        using var offices = Open();

        await offices.TakeAsReporterAsync(Staff.Dispatchers[0], Case(), new OfficeMove(default, null, "rate", "", new Dictionary<string, object> { ["score"] = 5 }), default);

        Assert.Equal(("POST http://town/api/v1/desk/issues/i-1/receipts", "Bearer of-a-person"), (http.Requests[^2].Request, http.Requests[^2].Authorization));
        Assert.Equal(("POST http://town/api/v1/receipts/steps", null), (http.Requests[^1].Request, http.Requests[^1].Authorization));
        Assert.Contains("\"version\":0,\"step\":\"rate\",\"score\":5,\"code\":\"SLIP\"", http.Requests[^1].Body);
    }

    [Fact]
    public async Task What_was_only_recorded_is_reviewed_as_one_batch_and_nothing_is_sent_where_none_waits()
    {
        http.Answers["/api/v1/desk/recorded"] = """{"reports":[{"reportId":"r-1","gridCode":"G1"},{"reportId":"r-2","gridCode":"G2"}],"next":null}""";
        using var offices = Open();

        Assert.Equal(2, await offices.ReviewAsync(Staff.Dispatchers[1], 40, default));
        Assert.Equal(
            ("POST http://town/api/v1/desk/recorded", "Bearer of-a-person", """{"reviews":[{"gridCode":"G1","reportId":"r-1"},{"gridCode":"G2","reportId":"r-2"}]}"""), http.Requests[^1]);
        http.Answers["/api/v1/desk/recorded"] = """{"reports":[],"next":null}""";
        var asked = http.Requests.Count;
        Assert.Equal(0, await offices.ReviewAsync(Staff.Dispatchers[1], 40, default));
        Assert.Equal(asked + 1, http.Requests.Count);
    }

    [Fact]
    public async Task Who_was_quicker_is_told_with_the_refusal()
    {
        using var offices = Open();
        await offices.TakeAsync(Staff.Dispatchers[0], Case(), new OfficeMove(default, Staff.Dispatchers[0], "close"), default);
        (http.Status, http.Answer) = (HttpStatusCode.Conflict, """{"error":{"code":"version_passed","message":"m","messageZh":"z","happened":[{"seq":4,"by":"li.na"},{"seq":5,"by":""}]}}""");

        var reply = await offices.TakeAsync(Staff.Dispatchers[0], Case(), new OfficeMove(default, Staff.Dispatchers[0], "close"), default);

        Assert.Equal("version_passed", reply.Refused);
        Assert.Equal(["li.na", ""], reply.By);
    }

    [Fact]
    public async Task Limits_that_somebody_has_set_stay()
    {
        http.Answers["/api/v1/settings"] = """{"limits":{"limits":[],"setBy":{"kind":"person","id":"li.na","at":"2026-05-04T00:00:00Z"}},"sampling":{"table":{},"setBy":null}}""";
        using var offices = Open();

        await offices.RegisterAsync(Staff, ["water"], default);

        Assert.DoesNotContain(http.Requests, request => request.Request.EndsWith("/settings/limits", StringComparison.Ordinal));
        Assert.Equal("Bearer device", http.Requests.Single(request => request.Request.EndsWith("/settings/sampling", StringComparison.Ordinal)).Authorization);
        Assert.Contains("demo-leader", http.Requests.Single(request => request.Request.EndsWith("/people/import", StringComparison.Ordinal)).Body);
    }

    [Theory]
    [InlineData("""[{"id":"demo-desk-1","name":"","grants":[]}]""", "false", false)]
    [InlineData("""[{"id":"demo-desk-1","name":"","grants":[]},{"id":"li.na","name":"","grants":[]}]""", "false", true)]
    [InlineData("[]", "true", true)] // an open server keeps tokens too, and asks for none
    public async Task Behind_tokens_somebody_of_the_towns_own_comes_first(string people, string open, bool may)
    {
        http.Answers["/api/v1/about"] = $$"""{"demo":true,"open":{{open}}}""";
        http.Answers["/api/v1/people"] = people;
        using var offices = Open();

        Assert.Equal(may, await offices.MayRegisterAsync(default));
    }

    [Theory]
    [InlineData("""{"demo":true}""", true)]
    [InlineData("""{"demo":false}""", false)]
    [InlineData("""{}""", false)]
    public async Task Only_a_server_that_says_so_is_a_demo(string about, bool isDemo)
    {
        http.Answers["/api/v1/about"] = about;
        using var offices = Open();

        Assert.Equal(isDemo, await offices.IsDemoAsync(default));
    }

    private HttpOffices Open() => new(new Uri("http://town"), "device", "admin", http);

    private static OfficeCase Case() => new("i-1", "r-1", "330483100002", "water/ditch", new Chance(1)) { Stage = "open", Version = 3 };
}
