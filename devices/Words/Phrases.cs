using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Words;

/// <summary>What the command line says to a person, in one of two languages.</summary>
internal sealed class Phrases(Language language)
{
    /// <summary>A receipt, with why when there is something to say.</summary>
    public string Receipt(ReportReceipt receipt)
    {
        var what = receipt.Outcome switch
        {
            Outcome.Opened => Say($"accepted; opened issue {receipt.IssueId} in grid {receipt.GridCode}", $"已受理，立为问题 {receipt.IssueId}（网格 {receipt.GridCode}）"),
            Outcome.Joined => Say($"accepted; joined issue {receipt.IssueId} in grid {receipt.GridCode}", $"已受理，附议问题 {receipt.IssueId}（网格 {receipt.GridCode}）"),
            Outcome.Recorded => Say($"accepted and recorded in grid {receipt.GridCode}", $"已受理并记录（网格 {receipt.GridCode}）"),
            Outcome.Duplicate => Duplicate(receipt),
            Outcome.Invalid => Say("refused", "未受理"),
            _ => Say($"unknown outcome {receipt.Outcome}", $"未知结果 {receipt.Outcome}"),
        };
        var why = ReasonWords.Of(receipt.Reason, language);
        var line = Say($"report {receipt.ReportId}: {what}", $"信息 {receipt.ReportId}：{what}");
        return why.Length == 0 ? line : Say($"{line} ({why})", $"{line}（{why}）");
    }

    public string Of(Http.GatewayHttpException error) => Say(error.Message, error.MessageZh);

    public string Kept(int waiting) => Say(
        $"no connection: the report is kept and will be sent first by the next run ({Reports(waiting)} waiting)",
        $"无连接：信息已存下，下次运行时先行上报（待报 {waiting} 条）");

    public string KeptAfterRefusal(int waiting) => Say(
        $"the report is kept ({Reports(waiting)} waiting)", $"信息已存下（待报 {waiting} 条）");

    public string Refused(string why) => Say($"the server refuses this device: {why}", $"服务器拒绝本设备：{why}");

    public string WaitingFirst(int count) => Say($"sending {Reports(count)} that waited", $"先上报待报的 {count} 条信息");

    public string NothingWaits => Say("nothing waits", "没有待报的信息");

    public string Waiting(int count) => Say($"{Reports(count)} waiting", $"待报 {count} 条");

    public string Damaged(string path) => Say(
        $"the outbox was damaged; the unreadable part is kept in {path}", $"待报文件有损坏，无法读取的部分存于 {path}");

    public string LinkDown(string why, TimeSpan wait) => Say(
        $"no connection ({why}); trying again in {wait.TotalSeconds:0.0} s", $"无连接（{why}），{wait.TotalSeconds:0.0} 秒后重试");

    public string LinkUp => Say("connected", "已连接");

    public string Replaying(string file, long rows, long from) => from == 0
        ? Say($"replaying {file}: {rows} rows", $"回放 {file}：共 {rows} 行")
        : Say($"replaying {file}: {rows} rows, resuming after row {from}", $"回放 {file}：共 {rows} 行，从第 {from} 行之后继续");

    public string Rows(long done, long rows) => Say($"{done} of {rows} rows", $"{done} / {rows} 行");

    public string Stopped(long done, long rows, string resume) => Say(
        $"stopped after {done} of {rows} rows; run the same command again to go on from there ({resume})",
        $"已停止，完成 {done} / {rows} 行；再次运行同一命令即从此处继续（{resume}）");

    public string Retried(long times) => Say($"the server asked {times} times to send a report again", $"服务器要求重发 {times} 次");

    public string InvalidRows(string reason, long count, long row) => Say(
        $"invalid: {(count == 1 ? "1 row" : $"{count} rows")}, the first is row {row}: {ReasonWords.Of(reason, language)}",
        $"未受理：{count} 行，首见于第 {row} 行：{ReasonWords.Of(reason, language)}");

    public string MoreReasons(int more) => Say($"and {more} further reasons", $"另有 {more} 种原因");

    private string Duplicate(ReportReceipt receipt) => receipt.IssueId.Length == 0
        ? Say($"was received before, in grid {receipt.GridCode}", $"此前已收到（网格 {receipt.GridCode}）")
        : Say($"was received before; issue {receipt.IssueId} in grid {receipt.GridCode}", $"此前已收到，见问题 {receipt.IssueId}（网格 {receipt.GridCode}）");

    private static string Reports(int count) => count == 1 ? "1 report" : $"{count} reports";

    private string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;
}
