using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Import;
using RealtimeGov.Devices.Playback;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Tests.Import;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;
using static RealtimeGov.Devices.Tests.Reports;

namespace RealtimeGov.Devices.Tests.Playback;

public sealed class ReplayTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeFieldService service = new();

    private ResumeFile Resume => new(folder.File("resume.json"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_row_gets_its_receipt_and_no_resume_file_stays()
    {
        var result = await RunAsync(Maps.Rows(100));

        Assert.True(result.Finished);
        Assert.Equal((100, 0, 0), (result.Done, result.Unanswered, result.From));
        Assert.Equal(100, result.Tally[Outcome.Opened]);
        Assert.Equal([32, 32, 32, 4], service.Batches.Select(batch => batch.Reports.Count));
        Assert.Equal("row 1", service.Counted[0].Text);
        Assert.Equal("row 100", service.Counted[99].Text);
        Assert.False(File.Exists(Resume.Path));
    }

    [Fact]
    public async Task A_second_replay_counts_nothing_again()
    {
        await RunAsync(Maps.Rows(100));
        var second = await RunAsync(Maps.Rows(100));

        Assert.Equal(100, second.Tally[Outcome.Duplicate]);
        Assert.Equal(100, service.Counted.Count);
    }

    [Fact]
    public async Task After_a_stop_it_goes_on_behind_the_last_acknowledged_row()
    {
        using var stop = new CancellationTokenSource();
        service.Arriving = batch =>
        {
            if (batch == 4)
                stop.Cancel();
        };
        var first = await RunAsync(Maps.Rows(100), new ReplayOptions { Batch = 10 }, stop.Token, window: 1);

        Assert.False(first.Finished);
        Assert.Null(first.Failure);
        Assert.Equal((40, 40, 0), (first.Done, first.Tally.Rows, first.Unanswered));
        Assert.True(File.Exists(Resume.Path));

        var second = await RunAsync(Maps.Rows(100), new ReplayOptions { Batch = 10 });

        Assert.True(second.Finished);
        Assert.Equal((40, 60), (second.From, second.Tally[Outcome.Opened]));
        Assert.Equal(Enumerable.Range(1, 100).Select(row => $"row {row}"), service.Counted.Select(report => report.Text));
        Assert.False(File.Exists(Resume.Path));
    }

    [Fact]
    public async Task A_stop_still_takes_acknowledgements_that_are_on_their_way()
    {
        var gate = new TaskCompletionSource();
        service.Gate = gate.Task;
        using var stop = new CancellationTokenSource();
        var running = RunAsync(Maps.Rows(100), new ReplayOptions { Batch = 10 }, stop.Token, window: 3);
        await service.Arrived(3);

        await stop.CancelAsync();
        gate.SetResult();
        var result = await running;

        Assert.Equal((30, 0), (result.Done, result.Unanswered));
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_silent_server_longer_than_the_grace()
    {
        service.Gate = new TaskCompletionSource().Task;
        using var stop = new CancellationTokenSource();
        var options = new ReplayOptions { Batch = 10, StopGrace = TimeSpan.FromMilliseconds(1) };
        var running = RunAsync(Maps.Rows(100), options, stop.Token, window: 3);
        await service.Arrived(3);

        await stop.CancelAsync();
        var result = await running;

        Assert.Equal((0, 30, false), (result.Done, result.Unanswered, result.Finished));
        Assert.Contains(" retry=30 ", result.Line(), StringComparison.Ordinal);
        Assert.False(File.Exists(Resume.Path));
    }

    [Fact]
    public async Task A_refusal_ends_it_and_leaves_the_place_behind()
    {
        service.Arriving = batch =>
        {
            if (batch == 3)
                throw new FieldServiceException(FieldFault.Unauthenticated, "the token is no longer good");
        };

        var result = await RunAsync(Maps.Rows(100), new ReplayOptions { Batch = 10 }, window: 1);

        Assert.Equal((20, false, FieldFault.Unauthenticated), (result.Done, result.Finished, result.Failure!.Fault));
        Assert.True(File.Exists(Resume.Path));
    }

    [Fact]
    public async Task A_broken_line_costs_nothing()
    {
        service.Arriving = batch =>
        {
            if (batch % 2 == 0)
                throw Unavailable;
        };

        var result = await RunAsync(Maps.Rows(100), new ReplayOptions { Batch = 10 });

        Assert.True(result.Finished);
        Assert.Equal(100, service.Counted.Count);
        Assert.Equal(100, result.Tally.Rows);
    }

    [Fact]
    public async Task Invalid_rows_are_counted_by_reason_with_the_first_one()
    {
        service.Decide = report => report.Text is "row 7" or "row 9" ? Outcome.Invalid : Outcome.Opened;

        var result = await RunAsync(Maps.Rows(10));

        Assert.Equal([new InvalidRows("text_too_long", 2, 7)], result.Tally.Invalid);
        Assert.StartsWith("replay rows=10 opened=8 joined=0 recorded=0 duplicate=0 invalid=2 retry=0 seconds=", result.Line(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resuming_another_file_is_refused()
    {
        Resume.Write(Beginning("0123") with { Rows = 5 });

        var fault = await Assert.ThrowsAsync<ResumeException>(() => RunAsync(Maps.Rows(10)));

        Assert.StartsWith($"{Resume.Path} belongs to another replay: its file content is 0123, this one's is ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(service.Batches);
    }

    [Fact]
    public async Task At_a_multiple_of_recorded_time_a_row_goes_when_it_is_due()
    {
        // One row a minute, sixty times faster: one a second. The file's order does not matter.
        var rows = Maps.Rows(3).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var text = string.Join('\n', rows[0], rows[3], rows[1], rows[2]) + "\n";
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
        var running = RunAsync(text, new ReplayOptions { Speed = 60 }, clock: clock);

        await service.Arrived(1);
        await clock.ArmedAsync(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Single(service.Batches);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await service.Arrived(2);
        await clock.ArmedAsync(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        var result = await running;

        Assert.True(result.Finished);
        Assert.Equal(["row 1", "row 2", "row 3"], service.Counted.Select(report => report.Text));
        Assert.Equal(3, service.Batches.Count);
    }

    private static ResumePoint Beginning(string sha256) => new("cases.csv", sha256, "test", "http://127.0.0.1:8081/", "file", 0);

    private async Task<ReplayResult> RunAsync(
        string text, ReplayOptions? options = null, CancellationToken stop = default, int window = 256, TimeProvider? clock = null)
    {
        var file = new ImportFile(folder.Write("cases.csv", text), Maps.Small());
        var scan = file.Scan(byTime: options?.Speed is not null, CancellationToken.None);
        var time = clock ?? TimeProvider.System;
        var replay = new Replay(file, scan, Resume, Beginning(scan.Sha256), options ?? new ReplayOptions(), time);
        await using var client = new FieldClient(service, Quick with { Window = window }, queue: null, time);
        return await replay.RunAsync(client, progress: null, stop);
    }
}
