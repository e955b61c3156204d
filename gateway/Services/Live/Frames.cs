using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Field.Intake;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Live;

/// <param name="Store">What is wrong with the store; null, and left out, while it is well.</param>
internal sealed record BeatFrame(
    string At, IntakeFigures Intake, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StoreFigure? Store = null);

/// <summary>The store's state for screens that everybody sees: no folders, no names of machines.</summary>
internal sealed record StoreFigure(string Code, string Message, string MessageZh)
{
    public static StoreFigure? Of(StoreState state) => state.IsOk ? null : new StoreFigure(state.Code, state.PublicMessage, state.PublicMessageZh);
}

internal sealed record GridsFrame(string Region, string Date, ulong Version, IReadOnlyList<GridFigure> Grids);

internal sealed record FeedFrame(string Region, string Date, ulong Version, IReadOnlyList<FeedFigure> Items);

/// <summary>One summary as frames for any number of screens: each is built when first wanted and serialised once.</summary>
internal sealed class Frames
{
    private readonly Lazy<SerializedHubMessage> countsOfToday;
    private readonly Lazy<SerializedHubMessage> countsOfDate;
    private readonly Lazy<SerializedHubMessage> grids;
    private readonly Lazy<SerializedHubMessage> feed;

    public Frames(DaySummary summary, TreeOfDay tree, DateTimeOffset at)
    {
        Summary = summary;
        var date = LocalDay.Format(summary.Date);
        var figures = new Lazy<DayFigures>(() => DayFigures.From(summary, tree) with { At = Iso.Time(at) });
        countsOfToday = new(() => Message("counts", figures.Value with { Today = true }));
        countsOfDate = new(() => Message("counts", figures.Value with { Today = false }));
        grids = new(() => Message("grids", new GridsFrame(summary.Region, date, summary.Version, GridFigure.From(summary, tree))));
        feed = new(() => Message("feed", new FeedFrame(summary.Region, date, summary.Version, FeedFigure.From(summary.Newest))));
    }

    public DaySummary Summary { get; }

    public SerializedHubMessage Grids => grids.Value;

    public SerializedHubMessage Feed => feed.Value;

    public SerializedHubMessage Counts(bool today) => (today ? countsOfToday : countsOfDate).Value;

    public static SerializedHubMessage Message(string target, object argument) => new(new InvocationMessage(target, [argument]));
}
