using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Contents that go with the batch; the photos that they named are written down, so that their files go too.</summary>
internal sealed class ErasureRows : Unnest
{
    private readonly List<string> streams, reports;
    private readonly List<long> from, to, erasedAtUs;
    private readonly List<bool> areReports;

    public ErasureRows() : base("""
        with erased as (select * from unnest($1, $2, $3, $4, $5, $6) e (stream, from_seq, to_seq, at_us, is_report, report_id)),
        noted as (
          insert into erased_content (stream, from_seq, to_seq, first_us, report_id, erased_us)
          select distinct on (e.stream, e.from_seq) e.stream, e.from_seq, e.to_seq, j.recorded_at_us, e.report_id, e.at_us
          from erased e join journal j on j.stream = e.stream and j.seq = e.from_seq order by e.stream, e.from_seq, e.to_seq desc
          on conflict (stream, from_seq) do update set to_seq = greatest(erased_content.to_seq, excluded.to_seq), first_us = excluded.first_us, report_id = excluded.report_id, erased_us = excluded.erased_us),
        contents as (delete from content c using erased e where not e.is_report and c.stream = e.stream and c.seq between e.from_seq and e.to_seq),
        words as (update content c set payload = '' from erased e where e.is_report and c.stream = e.stream and c.seq between e.from_seq and e.to_seq),
        photos as (delete from photo_reference p using erased e where p.stream = e.stream and p.seq between e.from_seq and e.to_seq returning p.photo_id, e.at_us)
        insert into erased_photo (photo_id, erased_us) select photo_id, max(at_us) from photos group by photo_id order by photo_id
        on conflict (photo_id) do update set erased_us = excluded.erased_us
        """) => (streams, from, to, erasedAtUs, areReports, reports) = (Texts(), Bigints(), Bigints(), Bigints(), Booleans(), Texts());

    public void Add(Erasure erasure, long atUs)
    {
        streams.Add(erasure.Stream);
        from.Add((long)erasure.FromSeq);
        to.Add((long)erasure.ToSeq);
        erasedAtUs.Add(atUs);
        areReports.Add(erasure.ReportId is not null);
        reports.Add(erasure.ReportId?.ToString("D") ?? "");
    }
}

/// <summary>What the claims of their reports keep of them.</summary>
internal sealed class ErasedDigests : Unnest
{
    private readonly List<Guid> ids;

    public ErasedDigests() : base("update report_id set digest = null from (select * from unnest($1) e (id) order by id) e where report_id = e.id") => ids = Uuids();

    public void Add(Guid reportId) => ids.Add(reportId);
}
