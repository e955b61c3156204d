using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Audit;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Audit;

/// <summary>Who was shown what concerns persons, and for what. It is written before it is shown: what cannot be written is not shown.</summary>
internal sealed class AuditReads(TimeProvider time, AuditFile? file = null)
{
    public const int PurposeCharactersMax = 200;

    /// <param name="what">That is shown, by its id, never by its content.</param>
    /// <param name="purpose">As it was stated; empty where none is asked for.</param>
    /// <exception cref="ApiException">It could not be written.</exception>
    public void Record(Caller caller, string what, string purpose) => Record($"{caller.Origin().PrincipalKind} {caller.Id}", what, purpose);

    /// <param name="who">Of those who have no account: what shows it to them.</param>
    /// <inheritdoc cref="Record(Caller, string, string)"/>
    public void Record(string who, string what, string purpose) => Write(AuditKind.Read, who, what, purpose);

    /// <summary>Something was done that is no event of the journal: written before it is done.</summary>
    /// <exception cref="ApiException">It could not be written.</exception>
    public void Mark(Caller caller, string what, string why) => Write(AuditKind.Mark, $"{caller.Origin().PrincipalKind} {caller.Id}", what, why);

    private void Write(AuditKind kind, string who, string what, string why)
    {
        try
        {
            file?.Append(Instant.From(time.GetUtcNow()), kind, who, what, why);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw ApiErrors.Of(StatusCodes.Status503ServiceUnavailable, "audit_unavailable",
                "The audit cannot be written, so nothing personal is shown: look at the server's disk.", "无法写入审计记录，因此不显示个人信息：请检查服务器磁盘。");
        }
    }

    /// <summary>What the request states as its purpose; null where it states none.</summary>
    /// <exception cref="ApiException">It is none that an audit can have.</exception>
    public static string? PurposeOf(HttpRequest request)
    {
        var given = request.Query["purpose"].ToString().Trim();
        if (given.Length == 0) return null;
        return Printable.IsName(given, PurposeCharactersMax)
            ? given
            : throw ApiErrors.Of(StatusCodes.Status400BadRequest, "purpose_malformed", $"A purpose has 1 to {PurposeCharactersMax} printable characters.", $"目的应为 1 至 {PurposeCharactersMax} 个可见字符。");
    }
}

internal static class AuditReadsExtensions
{
    /// <summary>The endpoint shows what concerns persons: who asks is on the audit before the answer.</summary>
    /// <param name="what">Of the request, by ids.</param>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder endpoint, Func<HttpContext, string> what) =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            ((AuditReads)http.RequestServices.GetService(typeof(AuditReads))!).Record(http.Caller(), what(http), AuditReads.PurposeOf(http.Request) ?? "");
            return await next(context);
        });
}
