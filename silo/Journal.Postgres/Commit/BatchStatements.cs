using Npgsql;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Projections;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>The statements of a commit, filled anew for each batch.</summary>
internal sealed class BatchStatements
{
    private readonly PredecessorRows predecessors = new();
    private readonly JournalRows journal = new();
    private readonly ContentRows contents = new();
    private readonly PhotoReferenceRows photos = new();
    private readonly OutboxRows outbox = new();
    private readonly ClaimRows claims = new();
    private readonly RefusedRows refused = new();
    private readonly ErasureRows erasures = new();
    private readonly ErasedDigests digests = new();
    private readonly RowBatch rows = new(Catalog.Tables);
    private readonly ShapeUnnest[] shapes;
    private readonly Unnest[] inOrder;

    public BatchStatements()
    {
        shapes = [.. rows.All.Select(r => new ShapeUnnest(r.Shape, r.Shape.Table.Name))];
        inOrder = [predecessors, journal, contents, photos, outbox, claims, refused, .. shapes, erasures, digests];
    }

    /// <summary>Rows that are written once; to be copied where the events are.</summary>
    public IEnumerable<ShapeRows> Inserts => rows.All.Where(r => r.Shape.Mode == WriteMode.Insert);

    /// <param name="areCopied">Events, contents and rows that are written once are written otherwise.</param>
    public void Fill(IReadOnlyList<Append> batch, OrderedSlices slices, bool areCopied)
    {
        foreach (var statement in inOrder) statement.Clear();
        for (var i = 0; i < slices.All.Count; i++)
            if (slices.IsFirstOfStream(i)) predecessors.Add(slices.All[i].Slice);
        if (!areCopied) AddBulk(slices);
        foreach (var (_, slice) in slices.All) photos.Add(slice);
        foreach (var append in batch)
        {
            foreach (var claim in append.Claims)
            {
                if (claim.Refused) refused.Add(claim);
                else claims.Add(claim);
            }
            foreach (var message in append.Outbox) outbox.Add(message);
            foreach (var erasure in append.Erasures)
            {
                erasures.Add(erasure, append.Envelope.RecordedAtUs);
                if (erasure.ReportId is { } report) digests.Add(report);
            }
        }
        rows.Fill(batch);
        for (var i = 0; i < shapes.Length; i++)
            if (!areCopied || rows.All[i].Shape.Mode != WriteMode.Insert) shapes[i].Add(rows.All[i]);
    }

    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var statement in inOrder) statement.AddTo(batch);
    }

    private void AddBulk(OrderedSlices slices)
    {
        foreach (var (append, slice) in slices.All)
        {
            journal.Add(append, slice);
            contents.Add(slice);
        }
    }
}
