using RealtimeGov.Devices.Demo.Offices;
using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Tests.Demo.Offices;

/// <summary>A town's desk in memory: it writes down who took which step, and answers with the stage that follows.</summary>
internal sealed class FakeOffices : IOffices
{
    private int refusals;

    public bool IsDemo { get; set; } = true;

    /// <summary>Asked so often whether somebody of the town's own is there, it says no; then yes.</summary>
    public int Strangers { get; set; }

    public bool IsRegistered { get; private set; }

    public List<WaitingIssue> Queue { get; } = [];

    public int Looks { get; private set; }

    public List<(string Issue, string By, string Step)> Taken { get; } = [];

    /// <summary>The first step on that issue finds that somebody was quicker.</summary>
    public (string Issue, string By)? Quicker { get; set; }

    /// <summary>So many of the next calls find no server.</summary>
    public int Unavailable { get; set; }

    /// <summary>Told of each step.</summary>
    public Action Happens { get; set; } = () => { };

    public Task<bool> IsDemoAsync(CancellationToken cancellation) => Task.FromResult(IsDemo);

    public Task<bool> MayRegisterAsync(CancellationToken cancellation) => Task.FromResult(Strangers-- <= 0);

    public Task RegisterAsync(OfficeStaff staff, IReadOnlyList<string> classes, CancellationToken cancellation)
    {
        IsRegistered = true;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WaitingIssue>> QueueAsync(OfficeWorker dispatcher, CancellationToken cancellation)
    {
        Looks++;
        Happens();
        return Task.FromResult<IReadOnlyList<WaitingIssue>>([.. Queue]);
    }

    public int Reviewed { get; private set; }

    public Task<int> ReviewAsync(OfficeWorker dispatcher, int most, CancellationToken cancellation)
    {
        Reviewed += most;
        return Task.FromResult(most);
    }

    public Task<OfficeReply> TakeAsync(OfficeWorker by, OfficeCase of, OfficeMove move, CancellationToken cancellation) => Take(by.Id, of, move);

    public Task<OfficeReply> TakeAsReporterAsync(OfficeWorker dispatcher, OfficeCase of, OfficeMove move, CancellationToken cancellation) => Take("reporter", of, move);

    private Task<OfficeReply> Take(string by, OfficeCase of, OfficeMove move)
    {
        if (Unavailable-- > 0) throw new GatewayHttpException(null, "unavailable", "no answer", "没有应答");
        if (Quicker is { } quicker && quicker.Issue == of.IssueId && refusals++ == 0)
            return Task.FromResult(new OfficeReply("", 0, "version_passed", ["", quicker.By]));
        Taken.Add((of.IssueId, by, move.Step));
        var stage = After(of.Stage, move);
        Happens();
        return Task.FromResult(new OfficeReply(stage, of.Version + 1, "", []));
    }

    /// <summary>As the loop's table has it.</summary>
    public static string After(string stage, OfficeMove move) => move.Step switch
    {
        "route" or "handUp" => "routed",
        "decline" => "declined",
        "askBack" => "asked",
        "reply" => "open",
        "takeOver" => "handling",
        "handBack" or "reopen" => "accepted",
        "resolve" => move.Text.StartsWith("已修复", StringComparison.Ordinal) ? "checking" : "answered",
        "verify" => Equals(move.Fields!["passed"], true) ? "resolved" : "handling",
        "feedBack" => "answered",
        "rate" or "close" => "closed",
        _ => stage,
    };
}
