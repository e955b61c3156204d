using System.Globalization;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Queue;

namespace RealtimeGov.Devices.Words;

// What waits, and what becomes of it.
internal sealed partial class Phrases
{
    public string Kept(int waiting) => Say(
        $"no connection: the report is kept and will be sent first by the next run ({Reports(waiting)} waiting)",
        $"无连接：信息已存下，下次运行时先行上报（待报 {waiting} 条）");

    public string StillWaiting(int waiting) => Say($"no connection: {Reports(waiting)} still waiting", $"无连接：仍有 {waiting} 条待报");

    public string KeptAfterRefusal(int waiting) => Say($"what waits is kept ({Reports(waiting)})", $"待报信息已存下（{waiting} 条）");

    public string WaitingFirst(int count) => Say($"sending {Reports(count)} that waited", $"先上报待报的 {count} 条信息");

    public string NothingWaits => Say("nothing waits", "没有待报的信息");

    public string Waiting(int count) => Say($"{Reports(count)} waiting", $"待报 {count} 条");

    public string Waiting(Pending pending)
    {
        var photos = pending.Photos == 0 ? "" : Say($", {Photos(pending.Photos)} ({Size(pending.PhotoBytes)})", $"，照片 {pending.Photos} 张（{Size(pending.PhotoBytes)}）");
        return Say(
            $"{Reports(pending.Reports)}{photos} waiting; the oldest since {Time(pending.Oldest!.Value)}",
            $"待报 {pending.Reports} 条{photos}；最早存于 {Time(pending.Oldest!.Value)}");
    }

    public string LastError(Trouble trouble) => Say($"last error, {Time(trouble.At)}: {trouble.Said}", $"最近一次出错（{Time(trouble.At)}）：{trouble.Said}");

    public string NextAttempt(Pending pending) => (pending.HeldBy, pending.Trouble?.NextAttempt) switch
    {
        (null, _) => Say("next attempt: with the next \"field send\" or \"field report\"", "下次尝试：下次运行 field send 或 field report 时"),
        ({ } process, { } at) => Say($"next attempt: {Time(at)}, by process {process}", $"下次尝试：{Time(at)}，由进程 {process} 进行"),
        ({ } process, null) => Say($"process {process} is sending", $"进程 {process} 正在上报"),
    };

    public string Line(PendingReport one)
    {
        var report = one.Report;
        var photos = one.PhotosWaiting == 0 ? "" : Say($"  +{Photos(one.PhotosWaiting)}", $"  +照片 {one.PhotosWaiting} 张");
        var aside = one.SetAside is { } why ? Say($"  set aside: {ReasonWords.OfAside(why, language)}", $"  已搁置：{ReasonWords.OfAside(why, language)}") : "";
        return $"{report.ReportId}  {Time(report.ObservedAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch)}  {report.Category}  {FirstLine(report.Text)}{photos}{aside}";
    }

    public string More(int more) => Say($"and {more} more", $"另有 {more} 条");

    public string SetAside(int count) => Say(
        $"{Reports(count)} set aside because the server did not count {(count == 1 ? "it" : "them")}; \"field amend ID\" corrects, \"field send --again [ID]\" sends again",
        $"{count} 条因服务器未计入而搁置；field amend 编号 可更正，field send --again [编号] 可重新上报");

    /// <summary>A report that its receipt did not count.</summary>
    public string KeptAside(string id) => Say(
        $"  it is kept: \"field amend {id} --category .. --grid .. --text ..\" corrects it, \"field send --again {id}\" sends it again",
        $"  已留存：field amend {id} --category .. --grid .. --text .. 可更正，field send --again {id} 可重新上报");

    public string NoneAside(string id) => Say(
        $"no report {id} was set aside; \"field pending\" lists those that are", $"没有搁置的信息 {id}；field pending 可列出");

    public string NoneKept(string id) => Say(
        $"no report {id} is kept here; \"field pending\" lists those that are", $"本机没有留存信息 {id}；field pending 可列出");

    /// <summary>A photo without which its report went.</summary>
    public string LeftOut(RefusedPhoto photo) => Say(
        $"  without photo {Short(photo.PhotoId)}: {ReasonWords.Of(photo.Why, language)}", $"  未附照片 {Short(photo.PhotoId)}：{ReasonWords.Of(photo.Why, language)}");

    /// <summary>A file that was no photo, without which its report goes.</summary>
    public string WithoutFile(PhotoException fault) => Say($"{fault.Said.English}; the report goes without it", $"{fault.Said.Chinese}；信息不带该文件上报");

    /// <summary>What became of a photo; empty while it moves.</summary>
    public string Photo(PhotoChange change) => change.State switch
    {
        PhotoStep.Held => Say($"photo {Short(change.Photo.PhotoId)} arrived ({Size(change.Photo.Bytes)})", $"照片 {Short(change.Photo.PhotoId)} 已送达（{Size(change.Photo.Bytes)}）"),
        PhotoStep.Refused => Say(
            $"photo {Short(change.Photo.PhotoId)} is refused: {ReasonWords.Of(change.Reason, language)}; its report goes without it",
            $"照片 {Short(change.Photo.PhotoId)} 未被接收：{ReasonWords.Of(change.Reason, language)}；信息不带该照片上报"),
        PhotoStep.Delayed => Say(
            $"photo {Short(change.Photo.PhotoId)} waits ({change.Reason}); trying again in {change.NextAttemptIn.TotalSeconds:0.0} s",
            $"照片 {Short(change.Photo.PhotoId)} 暂缓（{change.Reason}），{change.NextAttemptIn.TotalSeconds:0.0} 秒后重试"),
        _ => "",
    };

    public string ReportsSent(long done, long all) => Say($"{done} of {all} reports", $"信息 {done} / {all} 条");

    public string PhotoBytesSent(long done, long all) => Say($"photos {Size(done)} of {Size(all)}", $"照片 {Size(done)} / {Size(all)}");

    private static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e3):0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Short(string photoId) => photoId[..Math.Min(12, photoId.Length)];

    private static string Photos(int count) => count == 1 ? "1 photo" : $"{count} photos";

    private static string FirstLine(string text)
    {
        var line = text.ReplaceLineEndings("\n").Split('\n')[0];
        return line.Length <= 60 ? line : line[..60] + "…";
    }
}
