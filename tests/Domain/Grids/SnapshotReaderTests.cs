using Google.Protobuf;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class SnapshotReaderTests
{
    private static readonly GridSnapshot Snapshot = new()
    {
        IssuesOpened = 12,
        OpenIssues =
        {
            new OpenIssue { IssueId = "G1.3", Category = Samples.Pothole, ObservedAtUs = 30, Seq = 5 },
            new OpenIssue { IssueId = "G1.12", Category = Samples.Pothole, ObservedAtUs = -1, Seq = 15 },
        },
        Known = { Id(1, "G1.3", 10), Id(2, "", 11) },
        Refused = { Id(3, "", 12) },
    };

    [Fact]
    public void What_the_library_writes_is_read_field_by_field()
    {
        var state = GridState.From("G1", 20, Snapshot.ToByteArray());
        Assert.Equal((20ul, 12ul, 2), (state.Seq, state.IssuesOpened, state.Issues.Count));
        Assert.Equal([(3ul, new OpenIssueFacts(Samples.Pothole, 30, 5)), (12ul, new OpenIssueFacts(Samples.Pothole, -1, 15))],
            state.Issues.All.Select(issue => (issue.Key, issue.Value)));
        Assert.Equal([(Guid(1), new Known(3, 10)), (Guid(2), new Known(0, 11))], state.Known.All.Select(id => (id.Key, id.Value)));
        Assert.Equal([(Guid(3), new Known(0, 12))], state.Refused.All.Select(id => (id.Key, id.Value)));
        Assert.Equal(Snapshot, state.ToSnapshot());
    }

    [Fact]
    public void Issues_of_one_category_share_its_text()
    {
        var issues = GridState.From("G1", 20, Snapshot.ToByteArray()).Issues.All.ToList();
        Assert.Same(issues[0].Value.Category, issues[1].Value.Category);
    }

    [Fact]
    public void Fields_of_a_later_program_are_passed_over()
    {
        using var bytes = new MemoryStream();
        using (var to = new CodedOutputStream(bytes, leaveOpen: true))
        {
            to.WriteTag(1000, WireFormat.WireType.Varint);
            to.WriteInt64(-1);
            to.WriteTag(1001, WireFormat.WireType.LengthDelimited);
            to.WriteString("later");
            to.WriteTag(1002, WireFormat.WireType.Fixed32);
            to.WriteFixed32(1);
            to.WriteTag(1003, WireFormat.WireType.Fixed64);
            to.WriteFixed64(1);
            to.WriteTag(GridSnapshot.OpenIssuesFieldNumber, WireFormat.WireType.Varint); // a kind that this program does not expect
            to.WriteInt64(1);
        }
        Assert.Equal(Snapshot, GridState.From("G1", 20, [.. bytes.ToArray(), .. Snapshot.ToByteArray()]).ToSnapshot());
    }

    [Fact]
    public void An_empty_one_is_of_an_empty_grid() => Assert.Equal(new GridSnapshot(), GridState.From("G1", 4, []).ToSnapshot());

    [Fact]
    public void Another_grids_issue_and_torn_bytes_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => GridState.From("G2", 20, Snapshot.ToByteArray()));
        Assert.Throws<InvalidDataException>(() => GridState.From("G1", 20, Snapshot.ToByteArray()[..^1]));
        var tooLong = new GridSnapshot { OpenIssues = { new OpenIssue { IssueId = "G1.1", Category = new string('x', 300) } } };
        Assert.Throws<InvalidDataException>(() => GridState.From("G1", 20, tooLong.ToByteArray()));
    }

    private static KnownId Id(int id, string issue, long receivedAtUs) =>
        new() { ReportId = ReportIds.ToBytes(Guid(id)), IssueId = issue, ReceivedAtUs = receivedAtUs };

    private static Guid Guid(int id) => Samples.Id(id);
}
