using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Domain.Time;

namespace RealtimeGov.Gateway.Live;

/// <summary>A watch that cannot be: the message begins with a code, then says it in words.</summary>
internal static class LiveRefusal
{
    public static HubException UnknownRegion(string region) => new($"unknown_region: there is no region {Shown(region)} on that day");

    public static HubException MalformedDate(string date) => new($"malformed_date: {Shown(date)} is no date of the form yyyy-MM-dd");

    public static HubException DateAhead(int date) =>
        new($"date_ahead: {LocalDay.Format(date)} is beyond the region's tomorrow; nothing can be reported of it yet");

    public static HubException TooManyWatches() =>
        new($"too_many_watches: one connection watches at most {RegionWatches.WatchesPerScreenMax} regions and days; Unwatch one first");

    public static HubException TooManyDays() => new("too_many_days: this gateway holds as many days as it may; try again in a minute");

    public static HubException UnknownIssue(string issue) => new($"unknown_issue: {Shown(issue)} is no issue");

    public static HubException NotAllowed(string region) => new($"not_allowed: this needs the permission ReadIssues in region {Shown(region)}");

    public static HubException SignInNeeded() => new("sign_in_needed: sign in first, then connect again");

    public static HubException TooManyOpen() => new($"too_many_open: one connection has at most {OpenIssues.Max} issues open; CloseIssue one first");

    public static HubException TokenNeeded() => new("token_needed: the placement is shown to who connects with the admin token as access_token");

    // What a stranger sent is repeated only as far as it helps.
    private static string Shown(string sent) => sent.Length <= 40 ? $"'{sent}'" : $"'{sent[..40]}...'";
}
