using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

/// <summary>J8: what may be erased stands in no event and in no snapshot.</summary>
public sealed class FactsOnlyTests
{
    private const string Text = "井盖丢失，请绕行", Photo = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
    private const double Latitude = 30.7412345, Longitude = 120.4954321;

    private static Report Telling(int id) => Samples.Report(id, r =>
    {
        r.StewardId = "wz-002";
        r.Text = Text;
        r.PhotoIds.Add(Photo);
        r.Location = new GeoPoint { Latitude = Latitude, Longitude = Longitude, AccuracyM = 7.25 };
        r.GridCode = "grid-as-sent";
    });

    [Fact]
    public void Events_and_snapshots_hold_no_content()
    {
        var grid = new JournaledGrid();
        var opened = grid.Receive(Telling(1));
        var unknown = grid.Receive(Changed(2, r => r.Category = "category/as-sent"));
        var joined = grid.Receive(Changed(3, r => r.JoinsIssueId = "G1.1"));
        var recorded = grid.Receive(Changed(4, r => r.Disposition = Disposition.SolvedOnSpot));
        var refused = grid.Receive(Changed(5, r => r.Origin = Origin.Unspecified));
        Assert.Equal(5, grid.Events.Count);
        IMessage[] facts = [opened.Opens!, unknown.Opens!, .. grid.Events, grid.State.ToSnapshot()];
        foreach (var fact in facts) AssertHoldsNoContent(fact.ToByteArray());
        Assert.All([opened, unknown, joined, recorded], d => Assert.Equal(Text, d.Content!.Text));
        Assert.Null(refused.Content); // nothing of an invalid report's content is kept at all
    }

    [Fact]
    public void The_search_would_find_content_if_there_were_any()
    {
        var content = Contents.Of(Changed(1, r => r.Category = "category/as-sent"), "unclassified", "G1").ToByteArray();
        Assert.All(Forbidden, f => Assert.True(content.AsSpan().IndexOf(f.Bytes) >= 0, f.Name));
    }

    [Fact]
    public void No_fact_has_a_field_for_a_position_or_a_report()
    {
        var seen = new HashSet<MessageDescriptor>();
        foreach (var facts in new[] { GridEvent.Descriptor, IssueEvent.Descriptor, GridSnapshot.Descriptor }) Visit(facts, seen);
        Assert.DoesNotContain(GeoPoint.Descriptor, seen);
        Assert.DoesNotContain(Report.Descriptor, seen);
        Assert.DoesNotContain(Content.Descriptor, seen);
        Assert.DoesNotContain(seen.SelectMany(m => m.Fields.InDeclarationOrder()), f => f.FieldType is FieldType.Double or FieldType.Float);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Forbidden =>
    [
        .. new[] { "wz-002", Text, Photo, "grid-as-sent", "category/as-sent" }.Select(text => (text, Encoding.UTF8.GetBytes(text))),
        .. new[] { Latitude, Longitude, 7.25 }.Select(number => ($"{number}", BitConverter.GetBytes(number))),
    ];

    private static void AssertHoldsNoContent(byte[] fact) =>
        Assert.All(Forbidden, f => Assert.True(fact.AsSpan().IndexOf(f.Bytes) < 0, f.Name));

    private static Report Changed(int id, Action<Report> change)
    {
        var report = Telling(id);
        change(report);
        return report;
    }

    private static void Visit(MessageDescriptor message, HashSet<MessageDescriptor> seen)
    {
        if (!seen.Add(message)) return;
        foreach (var field in message.Fields.InDeclarationOrder())
            if (field.FieldType == FieldType.Message) Visit(field.MessageType, seen);
    }
}
