using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Live;

/// <summary>A report made up, and what it is about.</summary>
public sealed record MadeReport(Report Message, DemoSteward Steward, Grid Grid, CategoryKind Kind);

/// <summary>Makes plausible reports: whoever finds it, where they are at home, what is met there, in words of the phrase book.</summary>
/// <param name="newId">Ids are new in every run, whatever the seed: these are new reports.</param>
public sealed class ReportMaker(Town town, GridMap map, StewardRoster roster, Chance chance, Func<Guid> newId)
{
    private const double FoundByTrade = 0.15;
    private const double Joins = 0.06;
    private const double SolvedOnSpot = 0.22;
    private const double NothingNeeded = 0.04;

    /// <summary>More people live and pass in a community's grid than in a village's.</summary>
    private const double CommunityWeight = 2;

    public MadeReport Make(DateTimeOffset observedAt, OpenIssues issues) =>
        chance.Happens(Joins) && issues.Any(chance) is { } issue ? Second(observedAt, issue) : First(observedAt);

    private MadeReport First(DateTimeOffset observedAt)
    {
        var steward = chance.Happens(FoundByTrade)
            ? chance.Pick(roster.ByTrade[chance.Pick(town.Trades, trade => trade.Stewards).Code])
            : chance.Pick(roster.ByGrid[chance.Pick(map.Grids, grid => grid.Village.IsCommunity ? CommunityWeight : 1).Code]);
        var inCommunity = steward.Home.Village.IsCommunity;
        var kind = steward.Trade is { } trade ? chance.Pick(trade.Categories) : town.Phrases.Choose(chance, inCommunity);
        var text = town.Phrases.Say(chance, kind, inCommunity);
        var (disposition, ending) = chance.Unit() switch
        {
            < SolvedOnSpot => (Disposition.SolvedOnSpot, "，当场已处理"),
            < SolvedOnSpot + NothingNeeded => (Disposition.NothingNeeded, "，再去看时已经没有了"),
            _ => (Disposition.Handle, ""),
        };
        return Report(observedAt, steward, steward.Home, kind, text + ending, disposition, joins: "");
    }

    private MadeReport Second(DateTimeOffset observedAt, KnownIssue issue)
    {
        var text = "同样看到：" + town.Phrases.Say(chance, issue.Kind, issue.Grid.Village.IsCommunity);
        return Report(observedAt, chance.Pick(roster.ByGrid[issue.Grid.Code]), issue.Grid, issue.Kind, text, Disposition.Handle, issue.Id);
    }

    private MadeReport Report(
        DateTimeOffset observedAt, DemoSteward steward, Grid grid, CategoryKind kind, string text, Disposition disposition, string joins)
    {
        var message = new Report
        {
            ReportId = newId().ToString("D"),
            StewardId = steward.Id,
            GridCode = grid.Code,
            Category = kind.Code,
            Text = text,
            Location = grid.Shape.PointInside(chance),
            ObservedAt = Timestamp.FromDateTimeOffset(observedAt),
            Disposition = disposition,
            Origin = Origin.Steward,
            JoinsIssueId = joins,
        };
        return new MadeReport(message, steward, grid, kind);
    }
}
