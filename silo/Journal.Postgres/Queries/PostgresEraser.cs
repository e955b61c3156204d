using Npgsql;
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
        var gone = await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        if (gone == 0) return 0;
        await using var vacuum = source.CreateCommand("vacuum content");
        await vacuum.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return gone;
    }
}
