using System.Security.Cryptography;
using System.Text;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Meetings;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>A meeting's decision about an issue as a step of the loop, by whoever notes it and with what the loop allows them.</summary>
internal sealed class DecisionSteps(DeskSteps steps, ITownDirectory town)
{
    public static bool IsOne(ProgrammeKind kind, ProgrammeAct act) => kind == MeetingBook.Kind && act.Words.GetValueOrDefault("step", "").Length > 0;

    /// <summary>Takes it with the decision's words, its name and its day; the same decision again takes none.</summary>
    /// <exception cref="Api.ApiException">The loop refuses it: nothing has changed.</exception>
    public Task Take(Caller caller, string meetings, ProgrammeAct act, CancellationToken cancellation)
    {
        var (issue, due) = (act.Words["issue"], (int)act.Numbers["due"]);
        var command = new IssueCommand
        {
            CommandId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{MeetingBook.Kind.Name}/{meetings}/{act.Item}")).AsSpan(0, 16), bigEndian: true).ToString("D"),
            Content = new StepContent { Text = $"{act.Words["title"]}（{act.Words["owner"]}，{LocalDay.Format(due)}）" },
        };
        switch (act.Words["step"])
        {
            case MeetingBook.Route: command.Route = new() { Lead = act.Words["unit"] }; break;
            case MeetingBook.Extend: command.Extend = new() { DueUs = EndOf(due) }; break;
            default: command.Supervise = new() { Cause = SupervisionCause.Note }; break;
        }
        return steps.Take(caller, issue, command, cancellation);
    }

    // Of the town's day; where its last minute does not exist, the one before the gap.
    private long EndOf(int day)
    {
        var (zone, last) = (town.Regions.Latest.Zone, LocalDay.ToDate(day).ToDateTime(new TimeOnly(23, 59)));
        while (zone.IsInvalidTime(last)) last = last.AddMinutes(-1);
        return Instant.From(new DateTimeOffset(last, zone.GetUtcOffset(last)));
    }
}
