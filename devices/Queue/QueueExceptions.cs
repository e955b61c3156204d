using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Queue;

/// <summary>The queue holds as much as it may; what was to be added was not kept. Says what to do.</summary>
public sealed class QueueFullException : BilingualException
{
    private QueueFullException(Bilingual said, Exception? inner = null)
        : base(said, inner)
    {
    }

    internal static QueueFullException OfReports(string folder, int reports, int more, int most) => new(new Bilingual(
        $"The queue in {folder} holds {reports:N0} of at most {most:N0} reports; {more:N0} more do not fit. Nothing was kept: {SendEn}",
        $"{folder} 中的待报队列已有 {reports:N0} 条，上限 {most:N0} 条，再加 {more:N0} 条放不下，均未存：{SendZh}"));

    internal static QueueFullException OfReportBytes(string folder, long bytes, long more, long most) => new(new Bilingual(
        $"The queue in {folder} holds {bytes:N0} of at most {most:N0} bytes of reports; {more:N0} more do not fit. Nothing was kept: {SendEn}",
        $"{folder} 中的待报队列已有 {bytes:N0} 字节，上限 {most:N0} 字节，再加 {more:N0} 字节放不下，均未存：{SendZh}"));

    internal static QueueFullException OfPhotoBytes(string folder, long bytes, long more, long most) => new(new Bilingual(
        $"The queue in {folder} holds {bytes:N0} of at most {most:N0} bytes of photos; {more:N0} more do not fit. Nothing was kept: {SendEn}, or report without photo",
        $"{folder} 中的待报照片已有 {bytes:N0} 字节，上限 {most:N0} 字节，再加 {more:N0} 字节放不下，本条未存：{SendZh}，或不带照片上报"));

    internal static QueueFullException OfDisk(string folder, Exception error) => new(
        new Bilingual(
            $"The disk with the queue in {folder} is full. Nothing was kept: make room, then report again",
            $"{folder} 所在磁盘已满。本条未存：请先腾出空间再上报"),
        error);

    private const string SendEn = "connect and run \"field send\", then report again";
    private const string SendZh = "请先联网并运行 field send，再行上报";
}

/// <summary>The queue cannot be used as it is. Says why and what to do; nothing in it was changed.</summary>
public class QueueUnavailableException(Bilingual said, Exception? inner = null) : BilingualException(said, inner)
{
    internal static QueueUnavailableException Of(string folder, Exception error) => new(
        new Bilingual($"The queue in {folder} cannot be used: {error.Message}", $"{folder} 中的待报队列无法使用：{error.Message}"), error);

    internal static QueueUnavailableException Damaged(string folder, Exception error) => new(
        new Bilingual(
            $"The queue in {folder} is damaged ({error.Message}). Put that folder aside for whoever can repair it, and begin with an empty one",
            $"{folder} 中的待报队列已损坏（{error.Message}）。请将该文件夹另行保存以便修复，并启用新的空文件夹"),
        error);

    internal static QueueUnavailableException OfVersion(string folder, long found, long known) => new(new Bilingual(
        $"The queue in {folder} has schema version {found}, and this program reads version {known}: use the program that wrote it, or a newer one, or another --data folder",
        $"{folder} 中的待报队列为第 {found} 版格式，本程序只读第 {known} 版：请使用写入它的程序或更新的版本，或另设 --data 文件夹"));
}

/// <summary>Another process has the queue; it is named.</summary>
public sealed class QueueInUseException(string folder, string pid, Exception inner) : QueueUnavailableException(
    new Bilingual(
        $"The queue in {folder} is in use by process {pid}: wait until it has ended, or stop it",
        $"{folder} 中的待报队列正由进程 {pid} 使用：请等待其结束，或将其停止"),
    inner);
