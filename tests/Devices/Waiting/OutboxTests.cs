using System.Text;
using RealtimeGov.Devices.Waiting;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Waiting;

public sealed class OutboxTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder.File("outbox");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_kept_is_there_after_reopening_in_order()
    {
        using (var outbox = Outbox.Open(Path))
        {
            outbox.Append([Make(3), Make(1)]);
            outbox.Append([Make(2)]);
        }

        Assert.Equal([3, 1, 2], Reopened());
    }

    [Fact]
    public void What_is_settled_is_gone_after_reopening()
    {
        using (var outbox = Outbox.Open(Path))
        {
            outbox.Append([Make(1), Make(2), Make(3)]);
            outbox.Remove([Make(2)]);
            Assert.Equal(2, outbox.Count);
        }

        Assert.Equal([1, 3], Reopened());
    }

    [Fact]
    public void A_report_is_kept_once()
    {
        using var outbox = Outbox.Open(Path);
        outbox.Append([Make(1), Make(1)]);
        outbox.Append([Make(1)]);

        Assert.Equal([1], Numbers(outbox));
    }

    [Fact]
    public void A_drained_outbox_is_cut_back_to_its_first_line()
    {
        using (var outbox = Outbox.Open(Path))
        {
            outbox.Append([Make(1), Make(2)]);
            outbox.Remove([Make(1)]);
            outbox.Remove([Make(2)]);
        }

        Assert.Equal(8, new FileInfo(Path).Length);
    }

    [Fact]
    public void A_torn_tail_is_ignored_at_every_length()
    {
        using (var outbox = Outbox.Open(Path))
            outbox.Append([Make(1), Make(2)]);
        var before = File.ReadAllBytes(Path);
        using (var outbox = Outbox.Open(Path))
            outbox.Append([Make(3)]);
        var whole = File.ReadAllBytes(Path);

        for (var length = before.Length; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Equal([1, 2], Reopened());
            Assert.Equal(before.Length, new FileInfo(Path).Length);
        }
    }

    [Fact]
    public void After_a_torn_tail_it_goes_on()
    {
        using (var outbox = Outbox.Open(Path))
            outbox.Append([Make(1)]);
        using (var file = File.Open(Path, FileMode.Append))
            file.Write([9, 0, 0, 0, 1]);
        using (var outbox = Outbox.Open(Path))
            outbox.Append([Make(2)]);

        Assert.Equal([1, 2], Reopened());
    }

    [Fact]
    public void A_tail_of_zeros_is_a_torn_tail()
    {
        using (var outbox = Outbox.Open(Path))
            outbox.Append([Make(1)]);
        using (var file = File.Open(Path, FileMode.Append))
            file.Write(new byte[4096]);

        using var reopened = Outbox.Open(Path);
        Assert.Equal([1], Numbers(reopened));
        Assert.Null(reopened.DamagedPart);
    }

    [Fact]
    public void Damage_in_the_middle_is_put_aside_and_said()
    {
        long second;
        using (var outbox = Outbox.Open(Path))
        {
            outbox.Append([Make(1)]);
            second = new FileInfo(Path).Length;
            outbox.Append([Make(2), Make(3)]);
        }

        var bytes = File.ReadAllBytes(Path);
        bytes[second + 12] ^= 1;
        File.WriteAllBytes(Path, bytes);

        using var reopened = Outbox.Open(Path);
        Assert.Equal([1], Numbers(reopened));
        Assert.Equal(Path + ".damaged", reopened.DamagedPart);
        Assert.Equal(bytes[(int)second..], File.ReadAllBytes(Path + ".damaged"));
    }

    [Fact]
    public void It_is_bounded_in_reports()
    {
        using var outbox = Outbox.Open(Path, maxReports: 2);
        outbox.Append([Make(1)]);

        var full = Assert.Throws<OutboxFullException>(() => outbox.Append([Make(2), Make(3)]));

        Assert.Equal("The outbox holds 1 reports and at most 2", full.Message);
        Assert.Equal([1], Numbers(outbox));
    }

    [Fact]
    public void It_is_bounded_in_bytes_and_makes_room_from_what_is_settled()
    {
        using var outbox = Outbox.Open(Path, maxBytes: 300);
        for (var number = 1; number <= 50; number++)
        {
            outbox.Append([Make(number)]);
            if (number > 1)
                outbox.Remove([Make(number - 1)]);
            Assert.InRange(new FileInfo(Path).Length, 1, 300);
        }

        Assert.Equal([50], Numbers(outbox));
        outbox.Append([Make(51), Make(52), Make(53)]);
        Assert.Equal([50, 51, 52, 53], Numbers(outbox));
        Assert.Throws<OutboxFullException>(() => outbox.Append([Make(54), Make(55)]));
        Assert.Equal([50, 51, 52, 53], Numbers(outbox));
        outbox.Dispose();
        Assert.Equal([50, 51, 52, 53], Reopened());
    }

    [Fact]
    public void Only_one_has_it_open()
    {
        using var outbox = Outbox.Open(Path);

        Assert.Throws<OutboxUnavailableException>(() => Outbox.Open(Path));
    }

    [Fact]
    public void Another_file_is_left_alone()
    {
        File.WriteAllText(Path, "a letter to somebody");

        var fault = Assert.Throws<OutboxUnavailableException>(() => Outbox.Open(Path));

        Assert.Equal($"{Path} is not an outbox", fault.Message);
        Assert.Equal("a letter to somebody", File.ReadAllText(Path));
    }

    [Fact]
    public void The_bounds_are_these()
    {
        Assert.Equal((10_000, 67_108_864L), (Outbox.MaxReports, Outbox.MaxBytes));
        Assert.Equal("RGOUT01\n", Encoding.UTF8.GetString(Outbox.Magic));
    }

    private static Report Make(int number) => new() { ReportId = new Guid(number, 0, 0, new byte[8]).ToString(), Text = $"{number}" };

    private static List<int> Numbers(Outbox outbox) => [.. outbox.Waiting().Select(report => int.Parse(report.Text, null))];

    private List<int> Reopened()
    {
        using var outbox = Outbox.Open(Path);
        return Numbers(outbox);
    }
}
