using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin;

/// <summary>`/api/v1/placement`: where the grids run, and how an administrator changes it. All of it wants the admin token.</summary>
internal static class PlacementEndpoints
{
    private static readonly string[] By = ["by"];
    private static readonly string[] MoveFields = ["grid", "silo", "pin", "by"];
    private static readonly string[] WeightFields = ["weight", "by"];
    private static readonly string[] ApplyFields = ["plan", "by"];
    private static readonly string[] PlanFields = ["version", "moves", "before", "after", "imbalanceBefore", "imbalanceAfter"];

    public static void MapPlacement(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/placement").AddEndpointFilter(Admit);
        admin.MapGet("", async (Administration admin, CancellationToken aborted) => PlacementFigures.From(await admin.Get(aborted)));
        admin.MapGet("/audit", async (HttpRequest request, Administration admin, CancellationToken aborted) =>
            AuditFigures.From(await admin.Audit(Whole<ulong>(request, "before"), Whole<uint>(request, "limit"), aborted)));
        admin.MapPost("/plans", async (Administration admin, CancellationToken aborted) => PlanFigures.From(await admin.Plan(aborted)));
        admin.MapPost("/moves", async (HttpRequest request, Administration admin) => new Changed(await admin.Move(
            await OrderBody.Read(request, MoveFields, order => new MoveGridRequest
            {
                Grid = order.Text("grid"), Silo = order.Text("silo"), Pin = order.Flag("pin"), By = order.TextOrNone("by"),
            }))));
        admin.MapPost("/silos/{name}/drain", async (string name, HttpRequest request, Administration admin) => new Changed(await admin.Drain(
            await OrderBody.Read(request, By, order => new DrainSiloRequest { Silo = name, By = order.TextOrNone("by") }))));
        admin.MapPost("/silos/{name}/refill", async (string name, HttpRequest request, Administration admin) => new Changed(await admin.Refill(
            await OrderBody.Read(request, By, order => new RefillSiloRequest { Silo = name, By = order.TextOrNone("by") }))));
        admin.MapPost("/silos/{name}/weight", async (string name, HttpRequest request, Administration admin) => new Changed(await admin.Weigh(
            await OrderBody.Read(request, WeightFields, order => new WeighSiloRequest
            {
                Silo = name, Weight = order.Number("weight"), By = order.TextOrNone("by"),
            }))));
        admin.MapPost("/plans/apply", async (HttpRequest request, Administration admin) => new Changed(await admin.Apply(
            await OrderBody.Read(request, ApplyFields, order => new ApplyPlanRequest
            {
                Plan = PlanFigures.Read(order.Order("plan", PlanFields)), By = order.TextOrNone("by"),
            }))));
    }

    private static async ValueTask<object?> Admit(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var gate = (AdminGate)http.RequestServices.GetService(typeof(AdminGate))!;
        if (!gate.Admits(http.Request.Headers.Authorization)) throw ApiErrors.AdminTokenNeeded();
        try
        {
            return await next(context);
        }
        catch (AdminException refused)
        {
            throw refused.ForHttp();
        }
    }

    // 0 where it is absent, as in gRPC. Given twice it is no number.
    private static T Whole<T>(HttpRequest request, string name) where T : struct, ISpanParsable<T>
    {
        var given = request.Query[name];
        if (given.Count == 0) return default;
        return T.TryParse(given.ToString(), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw JsonOrder.Fault(name, "must be a whole number from 0", "应为非负整数");
    }

    private sealed record Changed(ulong Version);
}
