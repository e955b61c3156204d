using Google.Protobuf;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Privacy;

/// <summary>Of each issue what is released of its reports, and an objection that waits for a decision. It holds no words.</summary>
public sealed class ReleaseProjection : IProjection<ReleaseEvent, ReleaseState>
{
    private static readonly ReadTable Releases = new(
        "public_release", keys: [Column.Text("issue_id")],
        values: [Column.Bigint(ReadTable.Seq), Column.Bigint("objected_us"), Column.Message("data", ReleaseRow.Parser)]);

    private static readonly RowShape Shape = Releases.Upsert();

    public ReadTable Table => Releases;

    public void Project(StreamRun<ReleaseEvent> run, ReleaseState after, ReadRows to) =>
        to.Add(Shape.Row(run.Id, run.Events[^1].Seq, after.Objection?.AtUs ?? 0, after.ToRow().ToByteArray()));
}

/// <summary>The random name of each photo that was ever released; whether it is shown now says its issue's row.</summary>
public sealed class ReleasedPhotoProjection : IProjection<ReleaseEvent, ReleaseState>
{
    private static readonly ReadTable Photos = new(
        "released_photo", keys: [Column.Text("public_id")], values: [Column.Bigint(ReadTable.Seq), Column.Text("issue_id")]);

    private static readonly RowShape Shape = Photos.Upsert();

    public ReadTable Table => Photos;

    public void Project(StreamRun<ReleaseEvent> run, ReleaseState after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
            foreach (var photo in e.Released?.Photos ?? []) to.Add(Shape.Row(photo.PublicId, seq, run.Id));
    }
}
