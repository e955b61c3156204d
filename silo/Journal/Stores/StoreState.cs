namespace RealtimeGov.Journal.Stores;

/// <summary>What keeps a store from its work. Later ones are told first: they leave less of it.</summary>
public enum StoreTrouble
{
    None,

    /// <summary>Figures that are shown are not those that the journal makes. The journal itself is whole.</summary>
    Figures,

    /// <summary>A part of it cannot be read or written; the rest goes on.</summary>
    Damaged,

    /// <summary>The database's log, in which its newest reports are, is missing or damaged.</summary>
    LogLost,

    /// <summary>The disk answers with an error.</summary>
    Failing,

    /// <summary>No connection to the database.</summary>
    Unreachable,

    /// <summary>Locks, shared memory or flushing are not to be relied on there.</summary>
    UnsafeFileSystem,

    /// <summary>Another process has it.</summary>
    InUse,

    ReadOnly,

    Full,
}

/// <summary>
/// The one state of a store, from which receipts, readiness, the wall and the start take what they say.
/// </summary>
/// <param name="Place">The file, folder or database, as whoever runs the server knows it.</param>
/// <param name="Detail">What exactly: the day and grid, the process, the file system, the store's own words. May be empty.</param>
public sealed record StoreState(StoreTrouble Trouble, string Place = "", string Detail = "")
{
    public static readonly StoreState Ok = new(StoreTrouble.None);

    public bool IsOk => Trouble == StoreTrouble.None;

    /// <summary>True where no report at all can be stored: each is answered RETRY at once instead of waiting.</summary>
    public bool TakesNothing => Trouble is StoreTrouble.ReadOnly or StoreTrouble.Full;

    /// <summary>Never changes its meaning; docs/contracts/http.md has all of them.</summary>
    public string Code => Trouble switch
    {
        StoreTrouble.None => "ok",
        StoreTrouble.Figures => "store_figures",
        StoreTrouble.Damaged => "store_damaged",
        StoreTrouble.LogLost => "store_log_lost",
        StoreTrouble.Failing => "store_failing",
        StoreTrouble.Unreachable => "store_unreachable",
        StoreTrouble.UnsafeFileSystem => "store_unsafe",
        StoreTrouble.InUse => "store_in_use",
        StoreTrouble.ReadOnly => "store_read_only",
        _ => "store_full",
    };

    /// <summary>One line for whoever runs the server: where, what, and what to do.</summary>
    public string Message => Words(Place);

    /// <summary>The same for everybody: a file is named without its folder.</summary>
    public string PublicMessage => Words(Name);

    public string PublicMessageZh => WordsZh(Name);

    private string Name => Place[(Place.LastIndexOfAny(['/', '\\']) + 1)..];

    private string In => Detail.Length == 0 ? "" : $" ({Detail})";

    private string InZh => Detail.Length == 0 ? "" : $"（{Detail}）";

    private string Words(string place) => Trouble switch
    {
        StoreTrouble.None => "",
        StoreTrouble.Figures => $"{place}: figures are not as the journal makes them{In}. Stop the server, run rebuild, and start it again.",
        StoreTrouble.Damaged => $"{place} is damaged{In}. Stop the server, keep a copy of its folder, and put back the last backup; rebuild --check names what differs.",
        StoreTrouble.LogLost => $"{place}: the log that belongs to it ({Name}-wal) is missing or damaged{In}; the newest reports were in it. "
            + "Copy both files while the server is stopped, or put back a backup. To go on without those reports, make an empty file journal.mark beside it and start again.",
        StoreTrouble.Failing => $"{place}: the disk answers with an error{In}. Look at the disk and at the system's log.",
        StoreTrouble.Unreachable => $"{place} cannot be reached{In}. Start it; what waits is then stored by itself.",
        StoreTrouble.UnsafeFileSystem => $"{place} lies on a file system on which SQLite cannot keep it safe{In}. Use a folder on a disk of this machine, or --store postgres.",
        StoreTrouble.InUse => $"{place} is in use by {Detail}. Stop that process, or start with another --data folder.",
        StoreTrouble.ReadOnly => $"{place} is read-only{In}: nothing can be stored. Mount its disk for writing, and give this user the right to write.",
        _ => $"{place}: the disk is full{In}, nothing can be stored. Make room there.",
    };

    private string WordsZh(string place) => Trouble switch
    {
        StoreTrouble.None => "",
        StoreTrouble.Figures => $"{place}：显示的数字与日志不符{InZh}。请停止服务，运行 rebuild 后重新启动。",
        StoreTrouble.Damaged => $"{place} 已损坏{InZh}。请停止服务，另存数据文件夹，恢复最近的备份；rebuild --check 可列出差异。",
        StoreTrouble.LogLost => $"{place}：所属日志文件 {Name}-wal 缺失或损坏{InZh}，最新的上报在其中。请在服务停止时连同日志一起复制，或恢复备份。",
        StoreTrouble.Failing => $"{place}：磁盘报错{InZh}。请检查磁盘与系统日志。",
        StoreTrouble.Unreachable => $"无法连接 {place}{InZh}。请启动它，等待中的内容会自动写入。",
        StoreTrouble.UnsafeFileSystem => $"{place} 所在文件系统无法保证 SQLite 数据安全{InZh}。请改用本机磁盘上的文件夹，或使用 --store postgres。",
        StoreTrouble.InUse => $"{place} 正由 {Detail} 使用。请停止该进程，或另设 --data 文件夹。",
        StoreTrouble.ReadOnly => $"{place} 为只读{InZh}，无法写入。请以可写方式挂载磁盘，并授予写权限。",
        _ => $"{place}：磁盘已满{InZh}，无法写入。请腾出空间。",
    };
}

/// <summary>The store cannot be opened as it is; the message is its state's.</summary>
public sealed class StoreException(StoreState state, Exception? cause = null) : Exception(state.Message, cause)
{
    public StoreState State => state;
}
