using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;

namespace RealtimeGov.Gateway.Residents;

/// <summary>`/api/v1/public`: what somebody without an account may see and tell.</summary>
internal static class ResidentEndpoints
{
    public static void MapResidents(this IEndpointRouteBuilder api, AboutServer about)
    {
        api.MapGet("/public/issues", (HttpContext http, PublicIssues issues, CancellationToken aborted) => issues.Open(http.Request.Query, aborted)).OpenToAll();
        api.MapPost("/public/reports", (HttpContext http, ResidentIntake intake, CancellationToken aborted) =>
            about.Residents ? intake.Take(http, aborted) : throw ResidentErrors.NotHere()).OpenToAll();
    }
}
