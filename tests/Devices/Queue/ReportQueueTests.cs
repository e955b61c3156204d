using Microsoft.Data.Sqlite;
using RealtimeGov.Devices.Queue;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Queue;

public sealed class ReportQueueTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Folder => folder.File("queue");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_bounds_are_these()
    {
        var bounds = new QueueBounds();

        Assert.Equal((10_000, 64L << 20, 512L << 20), (bounds.Reports, bounds.ReportBytes, bounds.PhotoBytes));
    }

    [Fact]
    public void What_is_out_of_range_is_refused_by_name()
    {
        Assert.Equal("Reports", Refused(new QueueBounds { Reports = 0 }));
        Assert.Equal("ReportBytes", Refused(new QueueBounds { ReportBytes = 0 }));
        Assert.Equal("PhotoBytes", Refused(new QueueBounds { PhotoBytes = 0 }));
    }

    [Fact]
    public void Reports_wait_in_order_and_whole_until_they_are_removed()
    {
        Report[] reports = [Make(3), Make(1), Make(2)];
        using (var queue = Open())
        {
            queue.Add(reports[..2]);
            queue.Add(reports[2..]);
            queue.Remove([Make(1)]);
        }

        using var again = Open();
        Assert.Equal(2, again.Count);
        Assert.Equal([reports[0], reports[2]], again.Ready(10).Select(one => one.Report));
        Assert.All(reports, report => Assert.NotNull(report.Written)); // the clock as it was then goes with them
    }

    [Fact]
    public void A_report_that_waits_is_not_kept_twice()
    {
        using var queue = Open();
        queue.Add([Make(1), Make(1)]);
        queue.Add([Make(2), Make(1)]);

        Assert.Equal([1, 2], queue.Ready(10).Select(one => Number(one.Report)));
        Assert.Equal(2, queue.Count);
    }

    [Fact]
    public void Places_rise_and_are_not_given_again()
    {
        using var queue = Open();
        queue.Add([Make(1), Make(2)]);
        queue.Remove([Make(1), Make(2)]);
        queue.Add([Make(3)]);

        Assert.Equal(3, Assert.Single(queue.Ready(10)).Place);
    }

    [Fact]
    public void What_is_on_its_way_is_not_ready_again()
    {
        using var queue = Open();
        queue.Add([Make(1), Make(2), Make(3)]);

        Assert.Equal([2, 3], queue.Ready(2, new HashSet<long> { 1 }).Select(one => Number(one.Report)));
    }

    [Fact]
    public void A_full_queue_keeps_nothing_of_what_does_not_fit_and_says_what_to_do()
    {
        using var queue = Open(new QueueBounds { Reports = 2 });
        queue.Add([Make(1)]);

        var full = Assert.Throws<QueueFullException>(() => queue.Add([Make(2), Make(3)]));

        Assert.Equal($"The queue in {Folder} holds 1 of at most 2 reports; 2 more do not fit. Nothing was kept: connect and run \"field send\", then report again", full.Said.English);
        Assert.Equal($"{Folder} 中的待报队列已有 1 条，上限 2 条，再加 2 条放不下，均未存：请先联网并运行 field send，再行上报", full.Said.Chinese);
        Assert.Equal([1], queue.Ready(10).Select(one => Number(one.Report)));
        queue.Add([Make(2)]);
        Assert.Throws<QueueFullException>(() => queue.Add([Make(3)]));
        queue.Remove([Make(1)]);
        queue.Add([Make(3)]);
        Assert.Equal(2, queue.Count);
    }

    [Fact]
    public void Bytes_of_reports_are_bounded_across_restarts()
    {
        Report[] reports = [Make(1), Make(2)];
        using (var queue = Open())
            queue.Add(reports);

        var two = reports.Sum(report => report.CalculateSize());
        using var again = Open(new QueueBounds { ReportBytes = two });
        var third = Make(3);
        var full = Assert.Throws<QueueFullException>(() => again.Add([third]));

        Assert.Equal($"The queue in {Folder} holds {two} of at most {two} bytes of reports; {third.CalculateSize()} more do not fit. Nothing was kept: connect and run \"field send\", then report again", full.Message);
    }

    [Fact]
    public void The_clock_that_goes_with_a_report_is_within_the_bound()
    {
        using var queue = Open(new QueueBounds { ReportBytes = Make(1).CalculateSize() });

        Assert.Throws<QueueFullException>(() => queue.Add([Make(1)]));

        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void One_process_at_a_time_and_it_is_named()
    {
        using var queue = Open();

        var held = Assert.Throws<QueueInUseException>(() => Open());

        Assert.Equal($"The queue in {Folder} is in use by process {Environment.ProcessId}: wait until it has ended, or stop it", held.Message);
        Assert.Equal($"{Environment.ProcessId}", Pending.Read(Folder).HeldBy);
    }

    [Fact]
    public void A_newer_programs_queue_is_refused_and_left_alone()
    {
        using (var queue = Open())
            queue.Add([Make(1)]);
        Run("pragma user_version = 7");

        var refused = Assert.Throws<QueueUnavailableException>(() => Open());

        Assert.Equal(
            $"The queue in {Folder} has schema version 7, and this program reads version 2: use the program that wrote it, or a newer one, or another --data folder",
            refused.Message);
        Assert.Throws<QueueUnavailableException>(() => Pending.Read(Folder));
        Run("pragma user_version = 1");
        using var again = Open();
        Assert.Equal(1, again.Count);
    }

    [Fact]
    public void What_is_no_queue_says_what_to_do()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "queue.db"), new string('x', 5000));

        var damaged = Assert.Throws<QueueUnavailableException>(() => Open());

        Assert.StartsWith($"The queue in {Folder} is damaged (", damaged.Message, StringComparison.Ordinal);
        Assert.EndsWith("Put that folder aside for whoever can repair it, and begin with an empty one", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_commit_is_flushed_to_disk()
    {
        using var queue = Open();

        Assert.Equal(("wal", 2L), queue.Durability());
    }

    [Fact]
    public void What_is_set_aside_is_not_sent_until_it_is_put_back()
    {
        using var queue = Open(new QueueBounds { Reports = 2 });
        queue.Add([Make(1), Make(2)]);
        queue.SetAside(Make(1), "what is this");

        Assert.Equal((1, 1), (queue.Count, queue.SetAsideCount));
        Assert.Equal([2], queue.Ready(10).Select(one => Number(one.Report)));
        Assert.Equal("what is this", Pending.Read(Folder).First[0].SetAside);
        Assert.Throws<QueueFullException>(() => queue.Add([Make(3)]));

        Assert.Equal(1, queue.PutBack());
        Assert.Equal([1, 2], queue.Ready(10).Select(one => Number(one.Report)));
    }

    [Fact]
    public void Nothing_waits_where_there_is_no_queue()
    {
        var pending = Pending.Read(Folder);

        Assert.Equal((0, 0, 0, null, null), (pending.Reports, pending.SetAside, pending.Photos, pending.Oldest, pending.HeldBy));
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Who_asks_what_waits_hears_of_trouble_and_of_the_next_attempt()
    {
        var now = new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
        using var queue = ReportQueue.Open(Folder, time: new ManualClock(now));
        queue.Add([Make(1)]);
        queue.NoteTrouble("the line is down", now.AddSeconds(3));

        var pending = Pending.Read(Folder);
        Assert.Equal((1, now, new Trouble("the line is down", now, now.AddSeconds(3))), (pending.Reports, pending.Oldest!.Value, pending.Trouble));

        queue.NoteTrouble("gone", nextAttempt: null);
        Assert.Equal(new Trouble("gone", now, null), Pending.Read(Folder).Trouble);
        queue.NoteProgress();
        Assert.Null(Pending.Read(Folder).Trouble);
    }

    private string? Refused(QueueBounds bounds) => Assert.Throws<ArgumentOutOfRangeException>(() => Open(bounds)).ParamName;

    private ReportQueue Open(QueueBounds? bounds = null) => ReportQueue.Open(Folder, bounds);

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "queue.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
