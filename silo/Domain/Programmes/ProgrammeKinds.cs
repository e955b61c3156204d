using RealtimeGov.Domain.Programmes.Alliances;
using RealtimeGov.Domain.Programmes.Assignments;
using RealtimeGov.Domain.Programmes.Calendars;
using RealtimeGov.Domain.Programmes.Contracts;
using RealtimeGov.Domain.Programmes.Hall;
using RealtimeGov.Domain.Programmes.Households;
using RealtimeGov.Domain.Programmes.Meetings;
using RealtimeGov.Domain.Programmes.Notices;
using RealtimeGov.Domain.Programmes.Points;
using RealtimeGov.Domain.Programmes.Posts;
using RealtimeGov.Domain.Programmes.Promises;
using RealtimeGov.Domain.Programmes.Rivers;
using RealtimeGov.Domain.Programmes.Stars;
using RealtimeGov.Domain.Programmes.Surveys;
using RealtimeGov.Domain.Programmes.Wishes;
using RealtimeGov.Domain.Programmes.Zones;
using RealtimeGov.Domain.Stewards;

namespace RealtimeGov.Domain.Programmes;

/// <summary>Every kind of programme.</summary>
public static class ProgrammeKinds
{
    public static IReadOnlyList<ProgrammeKind> All { get; } = [PostBoard.Kind, AssignmentPlan.Kind, PromiseList.Kind, Deliberation.Kind, VisitCalendar.Kind,
        WishList.Kind, ContractBook.Kind, HouseholdLinks.Kind, PointBook.Kind, Alliance.Kind,
        Survey.Kind, NoticeRounds.Kind, ZonePlan.Kind, RiverWatch.Kind, MeetingBook.Kind, StarBook.Kind];

    /// <summary>Null where there is none of that name.</summary>
    public static ProgrammeKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Before the first event of <c>{kind}/{id}</c>.</summary>
    /// <exception cref="InvalidOperationException">This program knows no such kind.</exception>
    public static Programme Create(string key)
    {
        var (kind, id) = Split(key);
        return (Find(kind) ?? throw new InvalidOperationException($"programme {key}: a kind this program does not know")).Create(id);
    }

    public static string KeyOf(string kind, string id) => $"{kind}/{id}";

    /// <summary>True of <c>{kind}/{id}</c> with a kind that there is and an id of 1 to 64 of A-Z, a-z, 0-9, <c>_</c>, <c>.</c>, <c>-</c>.</summary>
    public static bool IsKey(string key) => Split(key) is var (kind, id) && Find(kind) is not null && StewardRules.IsId(id);

    private static (string Kind, string Id) Split(string key) => key.IndexOf('/') is var at and > 0 ? (key[..at], key[(at + 1)..]) : ("", key);
}
