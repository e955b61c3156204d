using Npgsql;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Postgres.Queries;

/// <summary>Erases contents. PostgreSQL keeps dead rows until it vacuums, which is asked for at once.</summary>
internal sealed class PostgresEraser(NpgsqlDataSource source) : IContentEraser
{
    public async Task<int> Erase(string stream, ulong upToSeq, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("delete from content where stream = $1 and seq <= $2");
        command.Parameters.Add(Values.Of(stream));
        command.Parameters.Add(Values.Of(upToSeq));
        return await Vacuumed(await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
    }

    public async Task<int> Erase(ErasedContent erased, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("""
            with first as (select 1 from journal where stream = $1 and seq = $2 and recorded_at_us = $4),
            contents as (delete from content c using first where $5 = '' and c.stream = $1 and c.seq between $2 and $3 returning 1),
            words as (update content c set payload = '' from first where $5 <> '' and c.stream = $1 and c.seq between $2 and $3 and c.payload <> '' returning 1),
            digests as (update report_id set digest = null from first where $5 <> '' and report_id = nullif($5, '')::uuid),
            photos as (delete from photo_reference p using first where p.stream = $1 and p.seq between $2 and $3 returning p.photo_id),
            files as (insert into erased_photo (photo_id, erased_us) select distinct photo_id, $6 from photos on conflict (photo_id) do update set erased_us = excluded.erased_us),
            noted as (insert into erased_content (stream, from_seq, to_seq, first_us, report_id, erased_us) select $1, $2, $3, $4, $5, $6 from first
              on conflict (stream, from_seq) do nothing)
            select (select count(*) from contents) + (select count(*) from words)
            """);
        command.Parameters.Add(Values.Of(erased.Stream));
        command.Parameters.Add(Values.Of(erased.FromSeq));
        command.Parameters.Add(Values.Of(erased.ToSeq));
        command.Parameters.Add(Values.Of(erased.FirstUs));
        command.Parameters.Add(Values.Of(erased.ReportId?.ToString("D") ?? ""));
        command.Parameters.Add(Values.Of(erased.ErasedAtUs));
        return await Vacuumed((int)(long)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!, cancellation).ConfigureAwait(false);
    }

    private async Task<int> Vacuumed(int gone, CancellationToken cancellation)
    {
        if (gone == 0) return 0;
        await using var vacuum = source.CreateCommand("vacuum content");
        await vacuum.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return gone;
    }
}
