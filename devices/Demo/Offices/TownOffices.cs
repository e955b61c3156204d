using RealtimeGov.Devices.Demo.Live;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Devices.Http;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo.Offices;

/// <summary>
/// The offices at work: each issue that a receipt tells of is taken through its life, one step after another, each after its
/// while. What an earlier run left open is found in the queue. An issue that somebody else has touched is theirs from then on.
/// </summary>
/// <param name="speed">How many times faster than life.</param>
public sealed class TownOffices(
    IOffices offices, OfficeStaff staff, OfficeRules rules, GridMap map, IReadOnlyList<string> classes, ulong seed, double speed, TimeProvider time, Action<string> say)
{
    /// <summary>Issues in hand; further ones wait in the queue until there is room.</summary>
    public const int CasesMax = 200;

    /// <summary>Issues of the town's own people, remembered so that the queue does not bring them back; the oldest is forgotten.</summary>
    private const int TheirsMax = 4_000;

    /// <summary>Steps in a tick, so that the offices never are the town's load: twenty a second.</summary>
    public const int StepsPerTick = 10;

    /// <summary>Reports that were only recorded, reviewed at each look: a little more than come in meanwhile.</summary>
    public const int ReviewsPerLook = 40;

    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, OfficeCase> cases = new(StringComparer.Ordinal);
    private readonly PriorityQueue<OfficeCase, (DateTimeOffset Due, int Order)> due = new();
    private readonly HashSet<string> theirs = new(StringComparer.Ordinal);
    private readonly Queue<string> theirsInOrder = new();
    private HashSet<string> waiting = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<bool> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int heard, found, order;

    /// <summary>Whether the offices work, once that is known.</summary>
    public Task<bool> Opened => opened.Task;

    /// <summary>In hand now.</summary>
    public int Count
    {
        get { lock (gate) return cases.Count; }
    }

    /// <summary>From the reports' own task: an issue was opened.</summary>
    public void Hear(MadeReport made, ReportReceipt receipt)
    {
        if (receipt.Outcome != Outcome.Opened) return;
        lock (gate)
        {
            var chance = Chance.Of(seed, $"heard {++heard}"); // whether there is room or not: the next is the same story
            Add(new OfficeCase(receipt.IssueId, receipt.ReportId, made.Grid.Village.Code, made.Kind.Code, chance) { Stage = "open", Version = 1 });
        }
    }

    /// <summary>Until cancelled; at once where the town is no demo.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var isOpen = await StartAsync(cancellation);
        opened.TrySetResult(isOpen);
        if (!isOpen) return;
        say($"办理 offices: {staff.Workers.Count} 人 people, {staff.Units.Count} 个单位 units");
        var looked = time.GetUtcNow();
        while (true)
        {
            await Task.Delay(Tick, time, cancellation);
            try
            {
                if (time.GetUtcNow() - looked >= LookEvery)
                {
                    looked = time.GetUtcNow();
                    await LookAsync(cancellation);
                }
                for (var steps = 0; steps < StepsPerTick && NextDue() is { } of; steps++) await TakeAsync(of, cancellation);
            }
            catch (GatewayHttpException error) when (!error.IsUnavailable)
            {
                say($"办理未成 the offices were refused: {error.MessageZh} {error.Message}");
            }
            catch (GatewayHttpException)
            {
                await Task.Delay(AskAgain, time, cancellation); // a server that restarts
            }
        }
    }

    private async Task<bool> StartAsync(CancellationToken cancellation)
    {
        var told = false;
        while (true)
        {
            try
            {
                if (!await offices.IsDemoAsync(cancellation))
                {
                    say("这不是演示镇，办理人员不上岗 this town is no demo: its issues are left to its own people");
                    return false;
                }
                if (await offices.MayRegisterAsync(cancellation))
                {
                    await offices.RegisterAsync(staff, classes, cancellation);
                    await LookAsync(cancellation);
                    return true;
                }
                if (!told) say("设立首位管理员后办理人员上岗 the offices open once the first administrator is made by the setup link");
                told = true;
            }
            catch (GatewayHttpException error) when (error.IsUnavailable) { }
            catch (GatewayHttpException error)
            {
                say($"办理人员未能上岗 the offices stay closed: {error.MessageZh} {error.Message}");
                return false;
            }
            await Task.Delay(AskAgain, time, cancellation);
        }
    }

    /// <summary>What an earlier run left, or had no room for: what waits in the queue at two looks, for the newest are being heard of.</summary>
    private async Task LookAsync(CancellationToken cancellation)
    {
        var queue = await offices.QueueAsync(staff.Dispatchers[0], cancellation);
        lock (gate)
            foreach (var issue in queue.Where(issue => waiting.Contains(issue.IssueId)))
                if (map.Find(issue.GridCode) is { } grid)
                    Add(new OfficeCase(issue.IssueId, "", grid.Village.Code, issue.Category, Chance.Of(seed, $"found {++found}")) { Stage = issue.Stage, Lead = issue.Holder });
        await offices.ReviewAsync(staff.Dispatchers[1], ReviewsPerLook, cancellation);
        waiting = queue.Select(issue => issue.IssueId).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Under the gate.</summary>
    private void Add(OfficeCase of)
    {
        if (cases.Count >= CasesMax || theirs.Contains(of.IssueId) || !cases.TryAdd(of.IssueId, of)) return;
        Plan(of);
    }

    private OfficeCase? NextDue()
    {
        lock (gate) return due.TryPeek(out _, out var first) && first.Due <= time.GetUtcNow() ? due.Dequeue() : null;
    }

    private async Task TakeAsync(OfficeCase of, CancellationToken cancellation)
    {
        var move = of.Next!;
        OfficeReply reply;
        try
        {
            reply = await AskAsync(of, move, cancellation);
            // Further reports joined it, or its clock rang: it is decided again as it is. Not where a person was quicker.
            if (reply.Refused == "version_passed" && reply.By.All(by => by.Length == 0 || by.StartsWith(OfficeStaff.Prefix, StringComparison.Ordinal)))
            {
                of.Version = 0;
                reply = await AskAsync(of, move, cancellation);
            }
        }
        catch (GatewayHttpException error) when (error.IsUnavailable)
        {
            lock (gate) due.Enqueue(of, (time.GetUtcNow(), ++order));
            throw;
        }
        lock (gate)
        {
            if (reply.Refused.Length == 0) Progress(of, move, reply);
            else if (move.Step is not ("rate" or "reopen")) Leave(of); // decided by others, or theirs to decide; a reporter may be late
            Plan(of);
        }
    }

    private Task<OfficeReply> AskAsync(OfficeCase of, OfficeMove move, CancellationToken cancellation) => move.By is { } worker
        ? offices.TakeAsync(worker, of, move, cancellation)
        : offices.TakeAsReporterAsync(staff.Dispatchers[0], of, move, cancellation);

    private static void Progress(OfficeCase of, OfficeMove move, OfficeReply reply)
    {
        (of.Stage, of.Version) = (reply.Stage, reply.Version);
        if (move.LeadAfter is { } lead) of.Lead = lead;
        if (move.Step is "supervise" or "answerNote") of.HasOpenNote = move.Step == "supervise";
    }

    private void Leave(OfficeCase of)
    {
        of.Stage = "";
        if (!theirs.Add(of.IssueId)) return;
        theirsInOrder.Enqueue(of.IssueId);
        if (theirsInOrder.Count > TheirsMax) theirs.Remove(theirsInOrder.Dequeue());
    }

    /// <summary>Under the gate.</summary>
    private void Plan(OfficeCase of)
    {
        of.Next = rules.Next(of);
        if (of.Next is { } move) due.Enqueue(of, (time.GetUtcNow() + (move.IsLate ? move.After : move.After / speed), ++order));
        else cases.Remove(of.IssueId);
    }
}
