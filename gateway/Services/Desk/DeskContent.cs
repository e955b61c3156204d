using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Desk;

/// <summary>
/// What somebody at the desk is shown of an issue's texts: without the numbers that lead to a person, unless the request states
/// a purpose (`?purpose=`). Either is on the audit.
/// </summary>
internal sealed class DeskContent(AuditReads audit, ITownDirectory town, TownClock clock)
{
    /// <exception cref="Api.ApiException">The audit could not be written, or the purpose is none.</exception>
    public IssueFile Shown(HttpContext http, IssueFile file)
    {
        var purpose = AuditReads.PurposeOf(http.Request);
        if (file.ContentWithheld) return file;
        audit.Record(http.Caller(), $"issue {file.Issue.IssueId}{(purpose is null ? ", masked" : "")}", purpose ?? "");
        if (purpose is not null) return file;
        var tree = town.Regions.At(clock.NowUs);
        return file with
        {
            Reports = [.. file.Reports.Select(report => report with { Text = report.Text is { } text ? TextMask.Masked(text, IsCode) : null })],
            History = [.. file.History.Select(line => line with { Text = Masked(line) })],
        };

        bool IsCode(string number) => tree.Find(number) is not null;

        // What an office wrote may name the office's own number; what a reporter wrote is a reporter's.
        string? Masked(HistoryLine line) => line.Text is { } text ? IsAReporters(line) ? TextMask.Masked(text, IsCode) : TextMask.MaskedReply(text, IsCode) : null;

        // A dispatcher of a region is an office too, though of no unit. Whoever reopens may be either.
        static bool IsAReporters(HistoryLine line) => line.What is "amended" or "replied" or "appealed" or "reopened" && line.ByUnit.Length == 0;
    }
}
