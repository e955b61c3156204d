using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Open311;

/// <summary>
/// The endpoint for those who build a client: it checks what the other checks, and keeps nothing but the newest requests, in memory.
/// With the attribute <c>answer</c> of <c>token</c> it answers with a token, which is without an id the first time it is asked for.
/// </summary>
internal sealed class TestRequests(ITownDirectory town, TownPlaces places, TownClock clock, FieldOptions field) : IRequestDesk
{
    /// <summary>Requests held; the oldest goes.</summary>
    public const int RequestsMax = 1_000;

    private static readonly Dictionary<Guid, FirstCounted> NothingClaimed = [];

    private readonly Lock gate = new();
    private readonly List<Held> held = [];
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public Task<Created> Create(ForeignReport sent, Caller service, bool asToken, CancellationToken cancellation)
    {
        var (report, tree, receipts) = (sent.Report, town.Regions.At(clock.NowUs), new ReportReceipt[1]);
        var sender = new EnrolledDevice(service);
        CodeText.Normalize(report);
        sender.Refuse([report], receipts, clock.Today());
        if (receipts[0] is { } refused) throw GeoErrors.NotTaken(refused.Reason);
        var context = new GridContext(clock.NowUs, 0, field.AcceptLateDays, tree.Zone, town.Stewards, town.Categories, NothingClaimed);
        if (ReportChecks.Check(report, context).Fault is { } fault) throw GeoErrors.NotTaken(fault);
        if (Router.Find(report, tree, town.Stewards, places.Of(tree)).GridCode is not { } grid) throw GeoErrors.NotTaken(Reasons.NoGrid);
        if (!sender.Covers(grid, tree, clock.Today())) throw GeoErrors.NotTaken(Reasons.GridNotOwn);
        lock (gate)
        {
            if (!held.Exists(one => one.Token == report.ReportId))
            {
                if (held.Count == RequestsMax) held.RemoveAt(0);
                held.Add(new Held(report.ReportId, service.Id, new ServiceRequest($"test-{report.ReportId}", "open", town.Categories.Counted(report.Category), grid, clock.NowUs, clock.NowUs, report.Text)));
            }
        }
        return Task.FromResult(asToken ? new Created(report.ReportId, IsToken: true) : new Created($"test-{report.ReportId}"));
    }

    public Task<IReadOnlyList<ServiceRequest>> List(RequestQuery query, Caller? service, CancellationToken cancellation)
    {
        var filter = query.Filter;
        lock (gate)
            return Task.FromResult<IReadOnlyList<ServiceRequest>>(
            [
                .. held.AsEnumerable().Reverse().Where(one =>
                    (filter.Ids.Count == 0 || filter.Ids.Contains(one.Request.Id)) && (filter.Categories.Count == 0 || filter.Categories.Contains(one.Request.Category))
                    && (filter.FromUs is not { } from || one.Request.OpenedUs >= from) && (filter.BeforeUs is not { } before || one.Request.OpenedUs < before)
                    && (filter.UpdatedFromUs is not { } updated || one.Request.UpdatedUs >= updated) && filter.IsEnded != true)
                    .Skip((int)query.Offset).Take(query.PageSize).Select(one => one.Service == service?.Id ? one.Request : one.Request with { Description = null }),
            ]);
    }

    public Task<string?> IdOf(string token, CancellationToken cancellation)
    {
        if (!ReportIds.TryParse(token, out _)) return Task.FromResult<string?>(null);
        lock (gate)
        {
            var known = held.Find(one => one.Token == token);
            return Task.FromResult<string?>(known is null || asked.Add(token) ? "" : known.Request.Id);
        }
    }

    public Task<IReadOnlyList<RequestUpdate>> Updates(long fromUs, long beforeUs, bool isEnglish, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RequestUpdate>>([]);

    public Task Add(Guid id, string requestId, IReadOnlyList<string> words, Caller service, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (held.Find(one => one.Request.Id == requestId) is not { } known) throw GeoErrors.UnknownRequest(requestId);
            if (known.Service != service.Id) throw GeoErrors.NotOwnRequest(requestId);
        }
        return Task.CompletedTask;
    }

    private sealed record Held(string Token, string Service, ServiceRequest Request);
}
