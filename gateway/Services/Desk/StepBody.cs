using Google.Protobuf;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Json;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>One step as JSON: what every step has, and the fields of each.</summary>
internal static class StepBody
{
    private const int PhotosMax = 20, UnitsMax = 100, PartsMax = 100;

    private static readonly string[] Common = ["commandId", "version", "step", "text", "photos"];

    /// <summary>The desk's steps.</summary>
    public static readonly IReadOnlyDictionary<string, StepForm> Desk = new SortedDictionary<string, StepForm>(StringComparer.Ordinal)
    {
        ["accept"] = new([], (_, to) => to.Accept = new()),
        ["answerNote"] = new(["note"], (body, to) => to.AnswerNote = new() { Note = body.GetUInt32OrZero("note") }),
        ["askBack"] = new(["days"], (body, to) => to.AskBack = new() { Days = Days(body, "days") }),
        ["claim"] = new([], (_, to) => to.Claim = new()),
        ["classify"] = new(["category", "size", "hardTrigger", "urgency"], (body, to) => to.Classify = new()
        {
            Category = body.GetStringOrEmpty("category"), Size = Named<MatterSize>(body, "size"),
            HardTrigger = Named<HardTrigger>(body, "hardTrigger"), Urgency = Named<Urgency>(body, "urgency"),
        }),
        ["close"] = new(["recheckAfterDays"], (body, to) => to.Close = new() { RecheckAfterDays = Days(body, "recheckAfterDays") }),
        ["correctGrid"] = new(["gridCode"], (body, to) => to.CorrectGrid = new() { GridCode = body.GetStringOrEmpty("gridCode") }),
        ["decline"] = new(["reason"], (body, to) => to.Decline = new() { Reason = Named<DeclineReason>(body, "reason") }),
        ["extend"] = new(["until"], (body, to) => to.Extend = new() { DueUs = Time(body, "until") }),
        ["feedBack"] = new([], (_, to) => to.FeedBack = new()),
        ["finishShare"] = new([], (_, to) => to.FinishShare = new()),
        ["forceClose"] = new([], (_, to) => to.ForceClose = new()),
        ["handBack"] = new([], (_, to) => to.HandBack = new()),
        ["handDown"] = new(["unit"], (body, to) => to.HandDown = new() { Unit = body.GetStringOrEmpty("unit") }),
        ["handUp"] = new(["unit"], (body, to) => to.HandUp = new() { Unit = body.GetStringOrEmpty("unit") }),
        ["join"] = new(["parent"], (body, to) => to.Join = new() { Parent = body.GetNonEmptyString("parent") }),
        ["leaveParent"] = new([], (_, to) => to.LeaveParent = new()),
        ["recheck"] = new(["passed"], (body, to) => to.Recheck = new() { Passed = body.GetBoolean("passed") }),
        ["reopen"] = new([], (_, to) => to.Reopen = new()),
        ["resolve"] = new(["feedBack"], (body, to) => to.Resolve = new() { FeedBack = body.GetBoolean("feedBack") }),
        ["resume"] = new([], (_, to) => to.Resume = new()),
        ["route"] = new(["lead", "others", "supervisor", "category"], (body, to) =>
        {
            to.Route = new() { Lead = body.GetStringOrEmpty("lead"), Supervisor = body.GetStringOrEmpty("supervisor"), Category = body.GetStringOrEmpty("category") };
            if (body.Has("others")) to.Route.Others.AddRange(body.GetStrings("others", 0, UnitsMax));
        }),
        ["split"] = new(["categories"], (body, to) => to.Split = new() { Categories = { body.GetStrings("categories", 0, PartsMax) } }),
        ["splitReport"] = new(["reportId"], (body, to) => to.SplitReport = new() { ReportId = ReportIdOf(body, "reportId") }),
        ["supervise"] = new(["cause"], (body, to) => to.Supervise = new() { Cause = Named<SupervisionCause>(body, "cause") }),
        ["suspend"] = new(["until"], (body, to) => to.Suspend = new() { UntilUs = Time(body, "until") }),
        ["takeOver"] = new([], (_, to) => to.TakeOver = new()),
        ["verify"] = new(["passed"], (body, to) => to.Verify = new() { Passed = body.GetBoolean("passed") }),
    };

    /// <summary>A reporter's.</summary>
    public static readonly IReadOnlyDictionary<string, StepForm> Inbox = new SortedDictionary<string, StepForm>(StringComparer.Ordinal)
    {
        ["amend"] = new([], (_, to) => to.Amend = new()),
        ["appeal"] = new([], (_, to) => to.Appeal = new()),
        ["rate"] = new(["score"], (body, to) => to.Rate = new() { Score = (int)Math.Min(int.MaxValue, body.GetUInt64("score")) }),
        ["reopen"] = new([], (_, to) => to.Reopen = new()),
        ["reply"] = new([], (_, to) => to.Reply = new()),
        ["solved"] = new([], (_, to) => to.SolveByFinder = new()),
    };

    /// <summary>A command without who takes it and when.</summary>
    /// <exception cref="ApiException">The body is not what it must be.</exception>
    public static async Task<IssueCommand> Read(HttpRequest request, IReadOnlyDictionary<string, StepForm> forms)
    {
        using var json = await JsonBody.Read(request, "The body is too large.", "请求体过大。");
        return Read(json.RootElement, forms);
    }

    /// <inheritdoc cref="Read(HttpRequest, IReadOnlyDictionary{string, StepForm})"/>
    /// <param name="beside">Members that are read elsewhere.</param>
    public static IssueCommand Read(JsonElement json, IReadOnlyDictionary<string, StepForm> forms, params IEnumerable<string> beside)
    {
        try
        {
            var any = new StrictJsonObject(json, [.. Common, .. beside, .. forms.Values.SelectMany(form => form.Fields).Distinct()]);
            var step = any.GetNonEmptyString("step");
            if (!forms.TryGetValue(step, out var form)) throw DeskErrors.StepUnknown(step, forms.Keys);
            var body = new StrictJsonObject(json, [.. Common, .. beside, .. form.Fields]); // another step's field is a slip, too
            if (!Guid.TryParseExact(body.GetString("commandId"), "D", out var id)) throw body.Fault("commandId", "must be a UUID", "应为 UUID");
            var command = new IssueCommand { CommandId = id.ToString("D"), ExpectedVersion = body.GetUInt64("version"), Content = ContentOf(body) };
            form.Read(body, command);
            return command;
        }
        catch (StrictJsonException wrong)
        {
            throw Fault(wrong);
        }
    }

    public static ApiException Fault(StrictJsonException wrong) => wrong.Member.Length > 0
        ? OrderBody.Fault(ApiErrors.Echo(wrong.Member).Trim('\''), wrong.Must, wrong.MustZh)
        : ApiErrors.Of(StatusCodes.Status400BadRequest, "not_an_object", "The body must be a JSON object.", "请求体应为 JSON 对象。");

    private static StepContent ContentOf(StrictJsonObject body)
    {
        var content = new StepContent { Text = body.GetStringOrEmpty("text") };
        if (body.Has("photos")) content.PhotoIds.AddRange(body.GetStrings("photos", 0, PhotosMax));
        if (content.PhotoIds.Any(id => !PhotoId.IsWellFormed(id)))
            throw body.Fault("photos", "must hold ids of photos, as their upload was answered", "应为照片上传后返回的编号");
        return content;
    }

    private static ByteString ReportIdOf(StrictJsonObject body, string name) => ReportIds.TryParse(body.GetString(name), out var id)
        ? ReportIds.ToBytes(id)
        : throw body.Fault(name, "must be a report's id, a UUID", "应为上报编号（UUID）");

    private static int Days(StrictJsonObject body, string name) => (int)Math.Min(int.MaxValue, body.GetUInt32OrZero(name));

    private static long Time(StrictJsonObject body, string name) => Rfc3339.TryParse(body.GetString(name), out var time)
        ? Instant.From(time)
        : throw body.Fault(name, "must be a time as RFC 3339 writes it", "应为 RFC 3339 时间");

    /// <summary>A value's name in camel case; the unspecified one where it is absent.</summary>
    private static T Named<T>(StrictJsonObject body, string name) where T : struct, Enum
    {
        var text = body.GetStringOrEmpty(name);
        if (text.Length == 0) return default;
        foreach (var value in Words.All<T>())
            if (Words.Of(value) == text) return value;
        var known = Words.All<T>().Select(Words.Of).ToList();
        throw body.Fault(name, $"must be one of {string.Join(", ", known)}", $"应为 {string.Join("、", known)} 之一");
    }
}

/// <param name="Fields">Beside those that every step has.</param>
/// <param name="Read">Sets the step.</param>
internal sealed record StepForm(IReadOnlyList<string> Fields, Action<StrictJsonObject, IssueCommand> Read);
