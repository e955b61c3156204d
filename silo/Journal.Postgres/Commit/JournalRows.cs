using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Events. One that is there already ends the transaction by itself: its key is taken.</summary>
internal sealed class JournalRows : Unnest
{
    public const string Columns =
        "seq, incarnation, append, recorded_at_us, cause_seq, command_id, stream, type, principal_kind, principal_id, cause_stream, facts";

    private readonly List<long> seqs, incarnations, appends, recordedAtUs, causeSeqs;
    private readonly List<Guid> commands;
    private readonly List<string> streams, types, principalKinds, principalIds, causeStreams;
    private readonly List<byte[]> facts;

    public JournalRows() : base($"insert into journal ({Columns}) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
    {
        (seqs, incarnations, appends, recordedAtUs, causeSeqs, commands) = (Bigints(), Bigints(), Bigints(), Bigints(), Bigints(), Uuids());
        (streams, types, principalKinds, principalIds, causeStreams, facts) = (Texts(), Texts(), Texts(), Texts(), Texts(), Byteas());
    }

    public void Add(Append append, StreamSlice slice)
    {
        var envelope = append.Envelope;
        var cause = slice.Cause ?? envelope.Cause;
        for (var i = 0; i < slice.Events.Count; i++)
        {
            seqs.Add((long)slice.FirstSeq + i);
            incarnations.Add(append.Incarnation);
            appends.Add(append.Number);
            recordedAtUs.Add(envelope.RecordedAtUs);
            causeSeqs.Add((long)cause.Seq);
            commands.Add(envelope.CommandId);
            streams.Add(slice.Stream);
            types.Add(slice.Events[i].Type);
            principalKinds.Add(envelope.Principal.KindName);
            principalIds.Add(envelope.Principal.Id);
            causeStreams.Add(cause.Stream);
            facts.Add(slice.Events[i].Facts);
        }
    }
}

/// <summary>Where a stream goes on in this batch: the event before must be there. Once it is, it stays.</summary>
internal sealed class PredecessorRows : Unnest
{
    public const string Sql = """
        select key_conflict('the event before ' || next.stream || ' ' || next.seq || ' is not there') from unnest($1, $2) next (stream, seq)
        where not exists (select from journal where journal.stream = next.stream and journal.seq = next.seq - 1)
        """;

    private readonly List<string> streams;
    private readonly List<long> seqs;

    public PredecessorRows() : base(Sql) => (streams, seqs) = (Texts(), Bigints());

    public void Add(StreamSlice slice)
    {
        if (slice.FirstSeq == 1) return;
        streams.Add(slice.Stream);
        seqs.Add((long)slice.FirstSeq);
    }
}

/// <summary>What may be erased.</summary>
internal sealed class ContentRows : Unnest
{
    private readonly List<long> seqs;
    private readonly List<int> localDates;
    private readonly List<string> streams, reporters;
    private readonly List<byte[]> payloads;

    public ContentRows() : base("insert into content (seq, local_date, stream, reporter, payload) select * from unnest($1, $2, $3, $4, $5)") =>
        (seqs, localDates, streams, reporters, payloads) = (Bigints(), Integers(), Texts(), Texts(), Byteas());

    public void Add(StreamSlice slice)
    {
        for (var i = 0; i < slice.Events.Count; i++)
        {
            if (slice.Events[i].Content is not { } content) continue;
            seqs.Add((long)slice.FirstSeq + i);
            localDates.Add(content.LocalDate);
            streams.Add(slice.Stream);
            reporters.Add(content.Reporter);
            payloads.Add(content.Payload);
        }
    }
}
