using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Settings;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Settings;

/// <summary>`/api/v1/displays`: what a wall shows that gives its name in its address. Walls read it; whoever defines the town sets it.</summary>
internal static class DisplayEndpoints
{
    public static void MapDisplays(this IEndpointRouteBuilder api)
    {
        api.MapGet("/displays/{name}", async (string name, ITownClient grains) =>
            DisplayBody.From((await grains.View(new DisplaysQuery())).Displays.FirstOrDefault(display => display.Name == name) ?? new Display())).OpenToAll();
        var displays = api.MapGroup("/displays").Needs(Permission.DefineTown);
        displays.MapGet("", async (ITownClient grains) => (await grains.View(new DisplaysQuery())).Displays.Select(NamedDisplay.From));
        displays.MapPut("/{name}", async (string name, HttpContext http, ITownClient grains, ITownDirectory town, TownClock clock) =>
        {
            var display = (await StrictBody.Read<DisplayBody>(http.Request)).ToDisplay(name);
            if (display.Region.Length > 0 && town.Regions.At(clock.NowUs).Find(display.Region) is null) throw ApiErrors.UnknownRegion(display.Region);
            (display.SetBy, display.SetAtUs) = (http.Caller().Words, clock.NowUs);
            return Told(await grains.Change(new ChangeDisplay { Set = display }));
        });
        displays.MapDelete("/{name}", async (string name, ITownClient grains) => Told(await grains.Change(new ChangeDisplay { Remove = name })));
    }

    private static IEnumerable<NamedDisplay> Told(DisplaysReply reply) => reply.Refused switch
    {
        "" => reply.Displays.Select(NamedDisplay.From),
        DisplayDecider.TooMany => throw ApiErrors.Of(StatusCodes.Status409Conflict, reply.Refused, $"There are {DisplayDecider.DisplaysMax} displays already: remove one that is gone.", $"显示屏已达 {DisplayDecider.DisplaysMax} 个，请先删除不用的。"),
        _ => throw ApiErrors.Of(StatusCodes.Status400BadRequest, reply.Refused, $"The display cannot be set so ({reply.Detail}).", $"显示屏设置无效（{reply.Detail}）。"),
    };

    /// <summary>As JSON has it, in both directions; what is null the wall decides by its address and its browser.</summary>
    internal sealed record DisplayBody(string? Region = null, string? Language = null, uint? RotateS = null, uint? ScalePercent = null)
    {
        public static DisplayBody From(Display display) =>
            new(OrNull(display.Region), OrNull(display.Language), OrNull(display.RotateS), OrNull(display.ScalePercent));

        // A zero is no way to say nothing: leave the member out.
        public Display ToDisplay(string name) => new()
        {
            Name = name, Region = Region ?? "", Language = Language ?? "", RotateS = Some(RotateS), ScalePercent = Some(ScalePercent),
        };

        private static uint Some(uint? number) => number == 0 ? uint.MaxValue : number ?? 0;

        private static string? OrNull(string text) => text.Length > 0 ? text : null;

        private static uint? OrNull(uint number) => number > 0 ? number : null;
    }

    internal sealed record NamedDisplay(string Name, string? Region, string? Language, uint? RotateS, uint? ScalePercent, string SetBy, string SetAt)
    {
        public static NamedDisplay From(Display display)
        {
            var body = DisplayBody.From(display);
            return new(display.Name, body.Region, body.Language, body.RotateS, body.ScalePercent, display.SetBy, Iso.Time(display.SetAtUs));
        }
    }
}
