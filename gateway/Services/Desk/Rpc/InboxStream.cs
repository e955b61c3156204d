using System.Threading.Channels;
using Grpc.Core;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Live;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk.Rpc;

/// <summary>
/// A steward's inbox as a stream: the newest reports at once, and each of them again whenever something became of it. What is sent
/// is read from the store; what happens to issues only says when to read.
/// </summary>
internal sealed class InboxStream(DeskReads reads, DeskWatches desks, TimeProvider time)
{
    /// <summary>Reads of one inbox follow each other at this pace at most, however much happens in the town.</summary>
    public static readonly TimeSpan PaceMin = TimeSpan.FromMilliseconds(200);

    /// <summary>New reports, and what a lost word would have told, show after this at the latest.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(60);

    public async Task Watch(InboxRequest request, IServerStreamWriter<InboxItem> to, ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        var (steward, limit) = await RpcErrors.Run(() => Task.FromResult((InboxSteps.StewardOf(context.GetHttpContext().Caller()), DeskService.Limit(request.Limit))));
        // One word waits: that something happened, whatever it was.
        var happened = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var mine = new HashSet<string>(StringComparer.Ordinal);
        var gate = new Lock();
        using var listening = await desks.Listen(issues =>
        {
            lock (gate)
                if (issues is not null && !issues.Any(mine.Contains)) return;
            happened.Writer.TryWrite(true);
        });
        var sent = new Dictionary<string, (ulong Version, bool Withdrawn)>(StringComparer.Ordinal);
        while (true)
        {
            var page = await RpcErrors.Run(() => reads.Inbox(steward, null, limit, cancellation));
            lock (gate)
            {
                mine.Clear();
                mine.UnionWith(page.Reports.Select(report => report.IssueId).Where(issue => issue.Length > 0));
            }
            foreach (var report in page.Reports.Reverse()) // the newest last, as it is with what follows
            {
                var state = (report.Version, report.Withdrawn);
                if (sent.TryGetValue(report.ReportId, out var before) && before == state) continue;
                sent[report.ReportId] = state;
                await to.WriteAsync(Item(report), cancellation);
            }
            foreach (var gone in sent.Keys.Except(page.Reports.Select(report => report.ReportId)).ToList()) sent.Remove(gone);
            await Task.Delay(PaceMin, time, cancellation);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(happened.Reader.WaitToReadAsync(pause.Token).AsTask(), Task.Delay(LookEvery, time, pause.Token));
            await pause.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            happened.Reader.TryRead(out _);
        }
    }

    private static InboxItem Item(InboxLine line) => new()
    {
        ReportId = line.ReportId, GridCode = line.GridCode, Category = line.Category, Outcome = line.Outcome, ReceivedAtUs = line.ReceivedAtUs, Withdrawn = line.Withdrawn,
        IssueId = line.IssueId, Stage = line.Stage, Version = line.Version,
        Answer = line.Answer is not { } told ? null : new Protos.InboxAnswer
        {
            Number = told.Number, Ending = told.Ending, DeclinedFor = told.DeclinedFor, At = told.At, Text = told.Text, PhotoIds = { told.Photos },
        },
        Asked = line.Asked is not { } asked ? null : new Protos.InboxQuestion { Text = asked.Text, Until = asked.Until },
    };
}
