using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.Audit;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Audit;

/// <summary>`GET /api/v1/audit`: who changed and who was shown what, newest first. To read it is on it.</summary>
internal static class AuditEndpoints
{
    public const int PageMax = 500, PageUsual = 100;

    private static readonly string[] Kinds = [.. Enum.GetNames<AuditKind>().Select(name => name.ToLowerInvariant())];

    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", Page).Needs(Permission.ReadAudit).Audited(http => $"audit {http.Request.QueryString.Value}");

    private static async Task<AuditPage> Page(HttpContext http, string? who, string? what, string? kind)
    {
        var (before, limit) = (Number(http, "before", ulong.MaxValue), (int)Math.Clamp(Number(http, "limit", PageUsual), 1, PageMax));
        if (kind is { Length: > 0 } && !Kinds.Contains(kind, StringComparer.OrdinalIgnoreCase))
            throw ApiErrors.Of(StatusCodes.Status400BadRequest, "field_malformed", $"kind is one of {string.Join(", ", Kinds)}.", $"kind 应为 {string.Join("、", Kinds)} 之一。");
        if (http.RequestServices.GetService(typeof(AuditFile)) is not AuditFile file) return new AuditPage([], 0, AuditEntry.Beginning);
        if (http.RequestServices.GetService(typeof(AuditChanges)) is AuditChanges changes) await changes.Collect(http.RequestAborted);
        var (number, head) = file.Head;
        // The newest of those that match: a file of a year is read through in a second or two.
        var newest = new Queue<AuditLineFigure>();
        foreach (var (_, entry) in AuditFile.Read(file.Path))
        {
            if (entry is null || entry.Number >= before || (who is { Length: > 0 } && entry.Who != who) || (what is { Length: > 0 } && !entry.What.StartsWith(what, StringComparison.Ordinal))) continue;
            if (kind is { Length: > 0 } && !string.Equals(entry.Kind.ToString(), kind, StringComparison.OrdinalIgnoreCase)) continue;
            newest.Enqueue(AuditLineFigure.From(entry));
            if (newest.Count > limit) newest.Dequeue();
        }
        return new AuditPage([.. newest.Reverse()], number, head);
    }

    private static ulong Number(HttpContext http, string name, ulong byDefault)
    {
        var given = http.Request.Query[name];
        if (given.Count == 0) return byDefault;
        return ulong.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiErrors.Of(StatusCodes.Status400BadRequest, "field_malformed", $"{name} must be a whole number from 0.", $"{name} 应为非负整数。");
    }

    /// <param name="Entries">Of this gateway; the newest first.</param>
    /// <param name="Number">Of the last entry.</param>
    /// <param name="Head">Its hash: written down elsewhere, it shows later that nothing before it was changed.</param>
    internal sealed record AuditPage(IReadOnlyList<AuditLineFigure> Entries, ulong Number, string Head);

    internal sealed record AuditLineFigure(ulong Number, string At, string Kind, string Who, string What, string Why, string Hash)
    {
        public static AuditLineFigure From(AuditEntry entry) =>
            new(entry.Number, Iso.Time(entry.AtUs), entry.Kind.ToString().ToLowerInvariant(), entry.Who, entry.What, entry.Why, entry.Hash);
    }
}
