using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Hooks;

/// <summary>Codes of what is refused about hooks.</summary>
public static class HookErrors
{
    public const string Unknown = "hook_unknown";
    public const string MalformedName = "hook_name";
    public const string MalformedUrl = "hook_url";
}

/// <param name="Refused">Empty, or one of <see cref="HookErrors"/>. Neither that nor an event: it is so already.</param>
public sealed record HookDecision(HookEvent? Event, string Refused = "");

/// <summary>Decides on hooks, and on how long a delivery waits that was not taken.</summary>
public static class HookDecider
{
    /// <summary>How often one delivery is tried, over four minutes.</summary>
    public const int TriesMax = 8;

    /// <summary>Given-up deliveries kept by name; the state holds them. The oldest goes, and is in the lists of updates still.</summary>
    public const int GivenUpMax = 1_000;

    private const int NameMax = 64, UrlMax = 500;

    public static HookDecision Decide(HookState hook, ChangeHook command)
    {
        if (command.KindCase == ChangeHook.KindOneofCase.Define) return Define(hook, command.Define);
        if (hook.Defined is null || hook.IsEnded) return new(null, HookErrors.Unknown);
        return command.KindCase switch
        {
            ChangeHook.KindOneofCase.Advance => new(command.Advance.UpToUs > hook.UpToUs ? new HookEvent { Advanced = command.Advance } : null),
            ChangeHook.KindOneofCase.GiveUp => new(Held(hook, command.GiveUp.IssueId, command.GiveUp.Seq) || hook.GivenUp.Count >= GivenUpMax ? null : new HookEvent { GivenUp = command.GiveUp }),
            ChangeHook.KindOneofCase.Settle => new(Held(hook, command.Settle.IssueId, command.Settle.Seq) ? new HookEvent { Settled = command.Settle } : null),
            ChangeHook.KindOneofCase.End => new(new HookEvent { Ended = new HookEnded() }),
            _ => throw new ArgumentException("a change of a hook of no kind that this program knows"),
        };
    }

    /// <summary>One second after the first try, and twice as long each time: microseconds.</summary>
    /// <param name="tries">From 1.</param>
    public static long WaitUs(uint tries) => Instant.SecondUs << (int)Math.Min(tries - 1, TriesMax);

    private static HookDecision Define(HookState hook, DefineHook asked)
    {
        if (hook.Defined is not null) return new(null, HookErrors.Unknown);
        if (!Printable.IsName(asked.Hook.Name, NameMax)) return new(null, HookErrors.MalformedName);
        return IsAddress(asked.Content.Url) ? new(new HookEvent { Defined = asked.Hook }) : new(null, HookErrors.MalformedUrl);
    }

    // What is told goes over a wire that others may read, unless it stays on this machine.
    private static bool IsAddress(string text) =>
        text.Length <= UrlMax && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    private static bool Held(HookState hook, string issue, ulong seq) => hook.GivenUp.Any(one => one.IssueId == issue && one.Seq == seq);
}
