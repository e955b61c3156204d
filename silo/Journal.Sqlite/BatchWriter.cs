using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Sqlite;

/// <summary>Writes a batch within an open transaction: journal, contents, claims, then the read model.</summary>
internal static class BatchWriter
{
    /// <summary>False where an event or a claim is there already, or an event's predecessor is not: the caller rolls back.</summary>
    public static bool Write(BatchStatements to, IReadOnlyList<Append> batch)
    {
        foreach (var append in batch)
            if (!Claims(to, append) || !Events(to, append)) return false;
        foreach (var append in batch) Erase(to, append);
        Rows(to, batch);
        return true;
    }

    private static bool Claims(BatchStatements to, Append append)
    {
        foreach (var claim in append.Claims)
        {
            var id = Bytes(claim.ReportId);
            var claimed = claim.Refused ? to.Refused.Execute(id, claim.Grid) : to.Claim.Execute(id, claim.Grid, claim.IssueId, claim.Digest ?? [], claim.Sender);
            if (claimed == 0) return false;
        }
        return true;
    }

    private static bool Events(BatchStatements to, Append append)
    {
        var envelope = append.Envelope;
        var command = Bytes(envelope.CommandId);
        foreach (var slice in append.Slices)
        {
            var cause = slice.Cause ?? envelope.Cause;
            var seq = slice.FirstSeq;
            foreach (var e in slice.Events)
            {
                var statement = seq == slice.FirstSeq && seq > 1 ? to.NextEvent : to.Event;
                if (statement.Execute(slice.Stream, seq, append.Incarnation, append.Number, e.Facts, e.Type, envelope.RecordedAtUs,
                    envelope.Principal.KindName, envelope.Principal.Id, command, cause.Stream, cause.Seq) == 0) return false;
                if (e.Content is { } content)
                {
                    to.Content.Execute(slice.Stream, seq, content.Reporter, content.LocalDate, content.Payload);
                    foreach (var photo in content.Photos) to.PhotoReference.Execute(photo, slice.Stream, seq);
                }
                seq++;
            }
        }
        foreach (var message in append.Outbox)
            to.Outbox.Execute(message.Sender, message.Seq, message.Target, message.Previous, message.Grid, Bytes(message.CommandId), message.Type, message.Payload);
        return true;
    }

    private static void Erase(BatchStatements to, Append append)
    {
        foreach (var erasure in append.Erasures) Erase(to, erasure, append.Envelope.RecordedAtUs);
    }

    /// <summary>Within an open transaction.</summary>
    public static void Erase(BatchStatements to, Erasure erasure, long atUs)
    {
        to.ErasedContents.Execute(erasure.Stream, erasure.FromSeq, erasure.ToSeq, erasure.ReportId?.ToString("D") ?? "", atUs);
        to.ErasedPhotos.Execute(erasure.Stream, erasure.FromSeq, erasure.ToSeq, atUs);
        to.ErasePhotoReferences.Execute(erasure.Stream, erasure.FromSeq, erasure.ToSeq);
        (erasure.ReportId is null ? to.EraseContent : to.EraseWords).Execute(erasure.Stream, erasure.FromSeq, erasure.ToSeq);
        if (erasure.ReportId is { } report) to.EraseDigest.Execute(Bytes(report));
    }

    private static void Rows(BatchStatements to, IReadOnlyList<Append> batch)
    {
        to.Rows.Fill(batch);
        for (var shape = 0; shape < to.Rows.All.Count; shape++)
            foreach (var row in to.Rows.All[shape].Rows) to.RowStatements[shape].Execute(row);
    }

    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
