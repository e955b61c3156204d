using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Settings;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.Issues;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Town;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Settings;

/// <summary>`/api/v1/settings`: limits, calendars, routing and sampling, each read and replaced as a whole.</summary>
internal static class SettingsEndpoints
{
    /// <summary>A routing table of a county.</summary>
    public const int BytesMax = 4 << 20;

    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/settings", async (IReadModel readModel, ITownDirectory town, LoopSettings loop, TownClock clock, CancellationToken aborted) =>
            SettingsFigures.From(await readModel.Query(SettingProjection.All, aborted), loop.RoutingOf(town.Regions.At(clock.NowUs)).Ignored))
            .Needs(Permission.DefineTown, Permission.ReadIssues);
        var settings = api.MapGroup("/settings").Needs(Permission.DefineTown);
        settings.MapPut("/limits", (HttpContext http, Setting set) => set.Whole<LimitsBody>(http, body => new TownSetting { Limits = body.ToSettings() }));
        settings.MapPut("/routing", (HttpContext http, Setting set) => set.Whole<RoutingBody>(http, body => new TownSetting { Routing = body.ToSettings() }));
        settings.MapPut("/sampling", (HttpContext http, Setting set) => set.Whole<SamplingBody>(http, body => new TownSetting { Sampling = body.ToSettings() }));
        settings.MapPut("/templates", (HttpContext http, Setting set) => set.Whole<TemplatesBody>(http, body => new TownSetting { Templates = body.ToSettings() }));
        settings.MapPut("/calendars/{region}", (string region, HttpContext http, Setting set) =>
            set.Of<CalendarBody>(http, region, (body, zone) => new TownSetting { Calendar = body.ToCalendar(region, zone) }));
        settings.MapDelete("/calendars/{region}", (string region, HttpContext http, Setting set) =>
            set.Take(http, region, new TownSetting { NoCalendar = new NoCalendar { Region = region } }));
    }

    /// <summary>How a setting is set: by whom the caller is, in the region that it is for.</summary>
    public sealed class Setting(ITownClient grains, ITownDirectory town, TownClock clock)
    {
        /// <summary>Of the whole town.</summary>
        public async Task<object> Whole<TBody>(HttpContext http, Func<TBody, TownSetting> read) =>
            await Of<TBody>(http, town.Regions.At(clock.NowUs).Root?.Code ?? "", (body, _) => read(body));

        public async Task<object> Of<TBody>(HttpContext http, string region, Func<TBody, TimeZoneInfo, TownSetting> read)
        {
            Need(http.Caller(), region);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = BytesMax;
            return await Take(http, region, read(await StrictBody.Read<TBody>(http.Request), town.Regions.At(clock.NowUs).ZoneOf(region)));
        }

        public async Task<object> Take(HttpContext http, string region, TownSetting setting)
        {
            Need(http.Caller(), region);
            var reply = await grains.Set(new ChangeSetting { Setting = setting, AtUs = clock.NowUs, Origin = http.Caller().Origin() });
            return reply.Refused.Length == 0 ? new { reply.Changed } : throw Refused(reply);
        }

        private void Need(Caller caller, string region)
        {
            if (region.Length > 0 && town.Regions.At(clock.NowUs).Find(region) is null) throw ApiErrors.UnknownRegion(region);
            if (!caller.MayAt(Permission.DefineTown, region, "", town.Regions.At(clock.NowUs), clock.Today())) throw DeskErrors.NotAllowed(Permission.DefineTown, region);
        }

        private static ApiException Refused(SettingReply reply)
        {
            var word = SettingRefusals.Words.FirstOrDefault(one => one.Code == reply.Refused);
            var (english, chinese) = word.Code is null ? (reply.Refused, reply.Refused) : (word.English, word.Chinese);
            var status = reply.Refused == SettingRefusals.RegionUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            return ApiErrors.Of(status, reply.Refused, $"{english} ({reply.Detail})", $"{chinese}（{reply.Detail}）");
        }
    }
}
