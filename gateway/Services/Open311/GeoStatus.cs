using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Open311;

/// <summary>An issue's stage in the words of GeoReport (open, closed) and in those of its updates, as FixMyStreet knows them.</summary>
internal static class GeoStatus
{
    public const string Open = "open", Closed = "closed";

    /// <summary>What an update that comes in may say. It is what its sender believes: nothing is moved by it.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        Open, Closed, "fixed", "investigating", "in_progress", "planned", "action_scheduled", "duplicate", "not_councils_responsibility", "no_further_action",
        "internal_referral", "reopen", "for_triage",
    };

    /// <param name="state">As the issue's row has it.</param>
    public static string Of(string state) => state is "closed" or "declined" ? Closed : Open;

    public static string Of(IssueStage stage, IssueEnding ending) => stage switch
    {
        IssueStage.Accepted or IssueStage.Asked => "investigating",
        IssueStage.Routed => "action_scheduled",
        IssueStage.Handling or IssueStage.Checking or IssueStage.Split => "in_progress",
        IssueStage.Suspended => "planned",
        IssueStage.Joined => "duplicate",
        IssueStage.Resolved => "fixed",
        IssueStage.Declined => "not_councils_responsibility",
        IssueStage.Answered or IssueStage.Closed when ending is IssueEnding.Resolved or IssueEnding.SolvedByFinder => "fixed",
        IssueStage.Answered or IssueStage.Closed => ending == IssueEnding.Unspecified ? Closed : "no_further_action",
        _ => Open,
    };

    /// <summary>The same in words, by whatever the row calls the stage.</summary>
    public static string Words(string stage, bool isEnglish)
    {
        var (english, chinese) = stage switch
        {
            "accepted" => ("Accepted", "已受理"),
            "routed" => ("Given to a unit", "已分流"),
            "handling" => ("Work is under way", "办理中"),
            "asked" => ("The reporter was asked", "等待上报人答复"),
            "suspended" => ("Waits until a date", "已挂起"),
            "checking" => ("Resolved, being verified", "核查中"),
            "resolved" => ("Resolved", "已办结"),
            "answered" => ("Resolved, the reporters were told", "已反馈"),
            "closed" => ("Closed", "已结案"),
            "declined" => ("Not taken up", "不予受理"),
            "joined" => ("Part of another issue", "已并入其他事件"),
            "split" => ("Split into parts", "已拆分办理"),
            _ => ("Reported", "已上报"),
        };
        return isEnglish ? english : chinese;
    }
}
