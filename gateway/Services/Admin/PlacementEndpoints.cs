using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin;

/// <summary>`/api/v1/placement`: where the grids run, and how an administrator changes it. All of it wants the admin token.</summary>
internal static class PlacementEndpoints
{
    private static readonly string[] SiloFields = ["by", "version"];
    private static readonly string[] MoveFields = ["grid", "silo", "pin", "by", "version"];
    private static readonly string[] WeightFields = ["weight", "by", "version"];
    private static readonly string[] ApplyFields = ["plan", "by"];
    private static readonly string[] PlanFields = ["version", "moves", "before", "after", "imbalanceBefore", "imbalanceAfter"];

    public static void MapPlacement(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/placement").Needs(AccessRefusal.AdminToken, Permission.ManagePlacement).AddEndpointFilter(Told);
        admin.MapGet("", async (Administration admin, CancellationToken aborted) => PlacementFigures.From(await admin.Get(aborted)));
        admin.MapGet("/audit", async (HttpRequest request, Administration admin, CancellationToken aborted) =>
            AuditFigures.From(await admin.Audit(Whole<ulong>(request, "before"), Whole<uint>(request, "limit"), aborted)))
            .Needs(AccessRefusal.AdminToken, Permission.ReadAudit, Permission.ManagePlacement);
        admin.MapPost("/plans", async (Administration admin, CancellationToken aborted) => PlanFigures.From(await admin.Plan(aborted)));
        admin.MapPost("/moves", async (HttpRequest request, Administration admin) => new Changed(await admin.Move(
            await OrderBody.Read(request, MoveFields, order => Seen(order, new MoveGridRequest
            {
                Grid = order.GetString("grid"), Silo = order.GetString("silo"), Pin = order.GetBoolean("pin"), By = order.GetStringOrEmpty("by"),
            }, (move, version) => move.Version = version)), request.HttpContext.Caller())));
        admin.MapPost("/silos/{name}/drain", async (string name, HttpRequest request, Administration admin) => new Changed(await admin.Drain(
            await OrderBody.Read(request, SiloFields, order => Seen(order, new DrainSiloRequest { Silo = name, By = order.GetStringOrEmpty("by") }, (drain, version) => drain.Version = version)), request.HttpContext.Caller())));
        admin.MapPost("/silos/{name}/refill", async (string name, HttpRequest request, Administration admin) => new Changed(await admin.Refill(
            await OrderBody.Read(request, SiloFields, order => Seen(order, new RefillSiloRequest { Silo = name, By = order.GetStringOrEmpty("by") }, (refill, version) => refill.Version = version)), request.HttpContext.Caller())));
        admin.MapPost("/silos/{name}/weight", async (string name, HttpRequest request, Administration admin) => new Changed(await admin.Weigh(
            await OrderBody.Read(request, WeightFields, order => Seen(order, new WeighSiloRequest
            {
                Silo = name, Weight = order.GetDouble("weight"), By = order.GetStringOrEmpty("by"),
            }, (weigh, version) => weigh.Version = version)), request.HttpContext.Caller())));
        admin.MapPost("/plans/apply", async (HttpRequest request, Administration admin) => new Changed(await admin.Apply(
            await OrderBody.Read(request, ApplyFields, order => new ApplyPlanRequest
            {
                Plan = PlanFigures.Read(order.GetObject("plan", PlanFields)), By = order.GetStringOrEmpty("by"),
            }), request.HttpContext.Caller())));
    }

    // The version of the placement that the administrator had before them, where they say so.
    private static T Seen<T>(StrictJsonObject order, T request, Action<T, ulong> set)
    {
        if (order.GetUInt64OrNull("version") is { } version) set(request, version);
        return request;
    }

    private static async ValueTask<object?> Told(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
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
            : throw OrderBody.Fault(name, "must be a whole number from 0", "应为非负整数");
    }

    internal sealed record Changed(ulong Version);
}
