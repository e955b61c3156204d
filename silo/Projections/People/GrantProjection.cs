using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>Each grant as it stands, ended ones included; of somebody who has left, none holds.</summary>
public sealed class GrantProjection : IProjection<PersonEvent, PersonState>
{
    private static readonly ReadTable Grants = new(
        "person_grant", keys: [Column.Text("person"), Column.Bigint("number")],
        values:
        [
            Column.Bigint(ReadTable.Seq), Column.Text("role"), Column.Text("region"), Column.Text("unit"),
            Column.Integer("from_date"), Column.Integer("until_date"),
        ]);

    private static readonly RowShape Shape = Grants.Upsert();

    public ReadTable Table => Grants;

    public void Project(StreamRun<PersonEvent> run, PersonState after, ReadRows to)
    {
        foreach (var (seq, e, _) in run.Events)
        {
            if ((e.Granted?.Grant.Number ?? e.Ended?.Number) is not { } number) continue;
            var grant = after.Grants.Find(held => held.Number == number)!;
            to.Add(Shape.Row(run.Id, (long)number, seq, grant.Role, grant.Region, grant.Unit, grant.FromDate, grant.UntilDate));
        }
    }
}
