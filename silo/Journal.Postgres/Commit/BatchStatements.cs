using Google.Protobuf;
using Npgsql;
using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>The statements of a commit, filled anew for each batch.</summary>
internal sealed class BatchStatements
{
    private readonly TenureCheck tenure = new();
    private readonly PredecessorRows predecessors = new();
    private readonly JournalRows journal = new();
    private readonly ContentRows contents = new();
    private readonly PhotoReferenceRows photos = new();
    private readonly ReportRows reports = new();
    private readonly ClaimRows claims = new();
    private readonly RefusedRows refused = new();
    private readonly DayRows days = new();
    private readonly WithdrawalRows withdrawals = new();
    private readonly IssueRows issues = new();
    private readonly RegisterRows stewards = new("steward", "id");
    private readonly RegionRows regions = new();
    private readonly RegisterRows categories = new("category", "code");
    private readonly AssignmentRows assignments = new();
    private readonly SiloSettingRows siloSettings = new();
    private readonly AuditRows audit = new();
    private readonly Unnest[] inOrder;

    public BatchStatements() =>
        inOrder = [tenure, predecessors, journal, contents, photos, reports, claims, refused, days, withdrawals, issues, stewards, regions, categories, assignments, siloSettings, audit];

    /// <param name="epoch">Of the right to write that this process has; null where it claimed none.</param>
    /// <param name="areCopied">Events, contents and reports are written otherwise.</param>
    public void Fill(IReadOnlyList<Append> batch, OrderedSlices slices, long? epoch, bool areCopied)
    {
        foreach (var rows in inOrder) rows.Clear();
        tenure.Add(epoch);
        for (var i = 0; i < slices.All.Count; i++)
            if (slices.IsFirstOfStream(i)) predecessors.Add(slices.All[i].Slice);
        if (!areCopied) AddBulk(batch, slices);
        foreach (var (_, slice) in slices.All) photos.Add(slice);
        foreach (var append in batch)
        {
            foreach (var claim in append.Claims)
            {
                if (claim.Refused) refused.Add(claim);
                else claims.Add(claim);
            }
            foreach (var row in append.Rows.Withdrawals) withdrawals.Add(row);
        }
        days.Add(batch);
        issues.Add(batch);
        stewards.Add(batch.SelectMany(a => a.Rows.Stewards).Select(r => (r.Steward.Id, r.Seq, (IMessage)r.Steward)));
        regions.Add(batch);
        categories.Add(batch.SelectMany(a => a.Rows.Categories).Select(r => (r.Category.Code, r.Seq, (IMessage)r.Category)));
        assignments.Add(batch);
        siloSettings.Add(batch);
        foreach (var append in batch)
            foreach (var row in append.Rows.Audit) audit.Add(row);
    }

    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var rows in inOrder) rows.AddTo(batch);
    }

    private void AddBulk(IReadOnlyList<Append> batch, OrderedSlices slices)
    {
        foreach (var (append, slice) in slices.All)
        {
            journal.Add(append, slice);
            contents.Add(slice);
        }
        foreach (var append in batch)
            foreach (var row in append.Rows.Reports) reports.Add(row);
    }
}
