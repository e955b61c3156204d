using RealtimeGov.Grains.Client;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Tests.Towns;

/// <summary>The client's calls by the grain that takes them.</summary>
internal static class GrainRefs
{
    public static GridRef Grid(this ITownClient client, string code) => new(client, code);

    public static RegionRef Region(this ITownClient client, string code) => new(client, code);
}

internal sealed record GridRef(ITownClient Client, string Code)
{
    public Task<ReceiveReply> Receive(ReceiveReports command) => Client.Receive(Code, command);

    public Task<WithdrawReply> Withdraw(WithdrawReport command) => Client.Withdraw(Code, command);

    public Task<ReviewReply> Review(ReviewRecorded command) => Client.Review(Code, command);

    public Task<DaySummary> Day(DayQuery query) => Client.Day(Code, query);
}

internal sealed record RegionRef(ITownClient Client, string Code)
{
    public Task<WatchReply> Watch(WatchRegion subscription) => Client.Watch(Code, subscription);

    public Task Unwatch(UnwatchRegion subscription) => Client.Unwatch(Code, subscription);
}
