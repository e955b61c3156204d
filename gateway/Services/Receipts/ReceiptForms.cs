using RealtimeGov.Gateway.Desk;

namespace RealtimeGov.Gateway.Receipts;

/// <summary>The steps that a slip of paper is good for.</summary>
internal static class ReceiptForms
{
    /// <summary>A reporter's.</summary>
    public static readonly IReadOnlyDictionary<string, StepForm> Reporter = new SortedDictionary<string, StepForm>(StringComparer.Ordinal)
    {
        ["object"] = new([], (_, to) => to.Appeal = new()), // to its being declined
        ["rate"] = new(["score"], (body, to) => to.Rate = new() { Score = (int)Math.Min(int.MaxValue, body.GetUInt64("score")) }),
        ["reopen"] = new([], (_, to) => to.Reopen = new()),
        ["reply"] = new([], (_, to) => to.Reply = new()),
    };

    /// <summary>A contractor's.</summary>
    public static readonly IReadOnlyDictionary<string, StepForm> Contractor = new SortedDictionary<string, StepForm>(StringComparer.Ordinal)
    {
        ["handBack"] = new([], (_, to) => to.HandBack = new()),
        ["resolve"] = new([], (_, to) => to.Resolve = new()),
        ["takeOver"] = new([], (_, to) => to.TakeOver = new()),
    };
}
