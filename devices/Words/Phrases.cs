using RealtimeGov.Devices.Connection;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Words;

/// <summary>What the command line says to a person, in one of two languages.</summary>
internal sealed partial class Phrases(Language language)
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
        if (why.Length > 0) line = Say($"{line} ({why})", $"{line}（{why}）");
        return line + Corrected(receipt) + Near(receipt);
    }

    private string Corrected(ReportReceipt receipt)
    {
        if (receipt.CountedOn.Length == 0) return "";
        if (receipt.CorrectedMs == 0) return Say($"; it counts on {receipt.CountedOn}, as written", $"；按所写时间计入 {receipt.CountedOn}");
        var (by, byZh) = (Duration(receipt.CorrectedMs), receipt.CorrectedMs > 0 ? "推后" : "提前");
        return Say(
            $"; its time was corrected by {(receipt.CorrectedMs > 0 ? "+" : "-")}{by}, and it counts on {receipt.CountedOn}",
            $"；时间已{byZh} {by}，计入 {receipt.CountedOn}");
    }

    private string Near(ReportReceipt receipt) => receipt.PossibleDuplicates.Count == 0 ? "" : Say(
        $"; see {string.Join(", ", receipt.PossibleDuplicates)}", $"；参见 {string.Join("、", receipt.PossibleDuplicates)}");

    /// <summary>Days and hh:mm:ss.</summary>
    private static string Duration(long ms) =>
        TimeSpan.FromMilliseconds(Math.Abs((double)ms)).ToString(@"d'd 'hh\:mm\:ss", System.Globalization.CultureInfo.InvariantCulture).Replace("0d ", "", StringComparison.Ordinal);

    public string Of(Http.GatewayHttpException error) => Say(error.Message, error.MessageZh);

    public string OfFile(Bilingual note) => Say($"note: {note.English}", $"说明：{note.Chinese}");

    public string Of(BilingualException error) => error.Said.In(language);

    /// <summary>Why the field service did not answer, and what to do where there is something to do.</summary>
    public string Of(FieldServiceException error) => error.Fault switch
    {
        FieldFault.Unavailable => Say(error.Message, $"无连接：{error.Message}"),
        FieldFault.Unauthenticated => Say(
            $"the server refuses this device: {error.Message}; give its token with --token or --token-file",
            $"服务器拒绝本设备：{error.Message}；请用 --token 或 --token-file 给出令牌"),
        FieldFault.Unreadable => Say($"the server cannot read what this program says: {error.Message}", $"服务器无法解读本程序的消息：{error.Message}"),
        _ => Say($"the server refuses this device: {error.Message}", $"服务器拒绝本设备：{error.Message}"),
    };

    public string LinkDown(string why, TimeSpan wait) => Say(
        $"no connection ({why}); trying again in {wait.TotalSeconds:0.0} s", $"无连接（{why}），{wait.TotalSeconds:0.0} 秒后重试");

    public string Unread(Transport.UnreadBatch batch) => batch.GivenUp
        ? Say(
            $"report {batch.Reports[0]} cannot be read by the server and is not sent again: {batch.Reason}",
            $"服务器无法解读信息 {batch.Reports[0]}，不再重发：{batch.Reason}")
        : Say(
            $"the server could not read batch {batch.Sequence} ({batch.Reason}); its {batch.Reports.Count} reports are sent one by one",
            $"服务器无法解读第 {batch.Sequence} 批（{batch.Reason}），其中 {batch.Reports.Count} 条信息改为逐条上报");

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
