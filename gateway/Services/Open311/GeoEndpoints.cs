using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Open311;

/// <summary>
/// `/open311`: Open311 GeoReport v2, in XML and JSON. Everybody may read; who posts shows a key, which is in the form and so is
/// looked at here. Two endpoints of one shape: the town's, and one for tests.
/// </summary>
public static class GeoEndpoints
{
    public const string Prefix = "/open311";

    /// <summary>The last change of the contract.</summary>
    private const string ChangeSet = "2026-11-27T00:00:00.000Z";

    private const string Specification = "http://wiki.open311.org/GeoReport_v2";

    public static IServiceCollection AddGeoReport(this IServiceCollection services) =>
        services.AddSingleton<GridPoints>().AddSingleton<GeoRequests>().AddSingleton<TownRequests>().AddSingleton<TestRequests>();

    public static void MapGeoReport(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup(Prefix).OpenToAll().AddEndpointFilter<RouteGroupBuilder, GeoFilter>();
        all.MapGet("/discovery.{format}", (string format, HttpContext http) => Answer(format, "discovery", Discovery(http)));
        Map(all.MapGroup("/v2"), http => http.RequestServices.GetRequiredService<TownRequests>());
        Map(all.MapGroup("/test/v2"), http => http.RequestServices.GetRequiredService<TestRequests>());
        // Without it, a mistyped path would be answered in another shape.
        all.Map("/{**path}", IResult () => throw GeoErrors.UnknownFormat());
    }

    private static void Map(RouteGroupBuilder at, Func<HttpContext, IRequestDesk> deskOf)
    {
        at.MapGet("/discovery.{format}", (string format, HttpContext http) => Answer(format, "discovery", Discovery(http)));
        at.MapGet("/services.{format}", (string format, HttpContext http, ITownDirectory town, TownClock clock) =>
        {
            Jurisdiction(http.Request.Query["jurisdiction_id"], town, clock);
            return Answer(format, "services", ServiceList.Of(town.Categories, IsEnglish(http)));
        });
        // A code has a slash between class and kind, escaped or not.
        at.MapGet("/services/{**file}", (string file, HttpContext http, ITownDirectory town, TownClock clock) =>
        {
            var (code, format) = Split(file.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
            Jurisdiction(http.Request.Query["jurisdiction_id"], town, clock);
            return Answer(format, "service_definition", ServiceList.Definition(ServiceList.Known(code, town.Categories), IsEnglish(http)));
        });
        at.MapPost("/requests.{format}", (string format, HttpContext http, GeoRequests requests, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
            Create(format, http, deskOf(http), requests, town, clock, aborted));
        at.MapGet("/requests.{format}", async (string format, HttpContext http, GeoRequests requests, TownClock clock, CancellationToken aborted) =>
            Answer(format, "service_requests", await requests.List(http, deskOf(http), RequestQuery.Of(http.Request.Query, clock.NowUs), IsEnglish(http), aborted)));
        at.MapGet("/requests/{id}.{format}", async (string id, string format, HttpContext http, GeoRequests requests, CancellationToken aborted) =>
        {
            var found = await requests.List(http, deskOf(http), new RequestQuery(Projections.Issues.PublicIssueFilter.OfIds([id]), 1, 1), IsEnglish(http), aborted);
            return found.All.Count > 0 ? Answer(format, "service_requests", found) : throw GeoErrors.UnknownRequest(id);
        });
        at.MapGet("/tokens/{token}.{format}", async (string token, string format, HttpContext http, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
        {
            Jurisdiction(http.Request.Query["jurisdiction_id"], town, clock);
            var id = await deskOf(http).IdOf(token, aborted) ?? throw GeoErrors.UnknownToken(token);
            return Answer(format, "service_requests", new GeoList("request", [new GeoRecord(("service_request_id", id), ("token", token))]));
        });
        at.MapGet("/servicerequestupdates.{format}", async (string format, HttpContext http, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
        {
            Jurisdiction(http.Request.Query["jurisdiction_id"], town, clock);
            var (from, before) = RequestQuery.Span(http.Request.Query, "start_date", "end_date");
            var updates = await deskOf(http).Updates(from ?? clock.NowUs - RequestQuery.DaysMax * 24 * Domain.Time.Instant.HourUs, before ?? long.MaxValue, IsEnglish(http), aborted);
            return Answer(format, "service_requests_updates", new GeoList("request_update", [.. updates.Select(update => update.Told())]));
        });
        at.MapPost("/servicerequestupdates.{format}", (string format, HttpContext http, GeoRequests requests, ITownDirectory town, TownClock clock, CancellationToken aborted) =>
            Update(format, http, deskOf(http), requests, town, clock, aborted));
    }

    private static async Task<IResult> Create(string format, HttpContext http, IRequestDesk desk, GeoRequests requests, ITownDirectory town, TownClock clock, CancellationToken aborted)
    {
        Known(format);
        var form = await GeoForm.Read(http.Request, aborted);
        var service = await requests.Service(http, form["api_key"]) ?? throw GeoErrors.NoKey();
        Jurisdiction(form["jurisdiction_id"], town, clock);
        var name = ServiceList.NameOf(form.Needed("service_code"), town.Categories, IsEnglish(http));
        var sent = ForeignReport.Of(form, http.Request.Headers, service.Id, town.Categories, name, clock.NowUs);
        var created = await desk.Create(sent, service, asToken: form.Attribute(ForeignReport.Answer) == "token", aborted);
        return Answer(format, "service_requests", new GeoList("request",
            [new GeoRecord((created.IsToken ? "token" : "service_request_id", created.Id), ("service_notice", null), ("account_id", null))]));
    }

    private static async Task<IResult> Update(string format, HttpContext http, IRequestDesk desk, GeoRequests requests, ITownDirectory town, TownClock clock, CancellationToken aborted)
    {
        Known(format);
        var form = await GeoForm.Read(http.Request, aborted);
        var service = await requests.Service(http, form["api_key"]) ?? throw GeoErrors.NoKey();
        Jurisdiction(form["jurisdiction_id"], town, clock);
        if (form["status"] is { } status && !GeoStatus.Known.Contains(status)) throw GeoErrors.Malformed("status", $"is one of {string.Join(", ", GeoStatus.Known)}", $"应为 {string.Join("、", GeoStatus.Known)} 之一");
        GeoTime.Read(form["updated_datetime"], "updated_datetime");
        var request = form.Needed("service_request_id");
        var id = DerivedId.Of("update", service.Id, form["update_id"] is { } own ? $"{request} {own}" : form.Canonical());
        var words = string.Join('\n', new[] { form["description"], form["media_url"] }.OfType<string>().Where(line => !string.IsNullOrWhiteSpace(line)));
        await desk.Add(id, request, words.Length == 0 ? [] : ForeignReport.Pieces(words), service, aborted);
        return Answer(format, "service_request_updates", new GeoList("request_update", [new GeoRecord(("update_id", id.ToString("D")))]));
    }

    private static GeoRecord Discovery(HttpContext http)
    {
        var root = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{Prefix}";
        return new GeoRecord(
            ("changeset", ChangeSet),
            ("contact", "The administrator of this server 本系统管理员"),
            ("key_service", "Keys are issued by the administrator of this server 密钥由本系统管理员签发"),
            ("endpoints", new GeoList("endpoint", [Endpoint("/v2", "production"), Endpoint("/test/v2", "test")])));

        GeoRecord Endpoint(string path, string type) => new(
            ("specification", Specification), ("url", $"{root}{path}"), ("changeset", ChangeSet), ("type", type),
            ("formats", new GeoList("format", ["text/xml", "application/json"])));
    }

    private static GeoAnswer Answer(string format, string root, object content) => new(Known(format), root, content);

    private static GeoFormat Known(string format) => format switch
    {
        "xml" => GeoFormat.Xml,
        "json" => GeoFormat.Json,
        _ => throw GeoErrors.UnknownFormat(),
    };

    private static (string Name, string Format) Split(string file) =>
        file.LastIndexOf('.') is var at and > 0 ? (file[..at], file[(at + 1)..]) : throw GeoErrors.UnknownFormat();

    // One server, one jurisdiction: it may be left out, and another one's is told.
    internal static void Jurisdiction(string? said, ITownDirectory town, TownClock clock)
    {
        if (!string.IsNullOrEmpty(said) && said != town.Regions.At(clock.NowUs).Root?.Code) throw GeoErrors.UnknownJurisdiction(said);
    }

    private static bool IsEnglish(HttpContext http) => http.Request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase);
}
