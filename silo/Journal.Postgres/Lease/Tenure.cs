using Npgsql;

namespace RealtimeGov.Journal.Postgres.Lease;

/// <summary>
/// The right to write the journal: of one process alone, or of the silos of a cluster together. Its epoch goes with every
/// transaction, so that a process which stood still while another took over writes nothing when it goes on; silos have
/// theirs in common. Its beat tells whoever comes next that somebody lives.
/// </summary>
internal sealed class Tenure : IAsyncDisposable
{
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<string> superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly string connectionString;
    private readonly string? silo;
    private readonly TimeProvider time;
    private readonly Task beating;
    private NpgsqlConnection? connection;

    private Tenure(NpgsqlConnection connection, long epoch, string connectionString, string? silo, TimeProvider time)
    {
        (this.connection, Epoch, this.connectionString, this.silo, this.time) = (connection, epoch, connectionString, silo, time);
        beating = Beat();
    }

    public long Epoch { get; }

    /// <summary>Complete when another process has taken over, at the latest one beat after a transaction was refused for it; says which.</summary>
    public Task<string> Superseded => superseded.Task;

    /// <summary>
    /// Takes the journal, or joins the silos that have it: at once when its last holder was one process and is gone, after
    /// <see cref="TenureClaim.StandsStillMax"/> when it stands still, or was a cluster whose silos are gone.
    /// </summary>
    /// <exception cref="Startup.PostgresStartException">Its holder lives; the message names it.</exception>
    public static async Task<Tenure> Take(PostgresJournalOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var connectionString = ConnectionStrings.Owning(options);
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            var claim = new TenureClaim(connection, options.Holder, time);
            var epoch = await (options.Use == JournalUse.Alone ? claim.Take(cancellation) : claim.Join(cancellation)).ConfigureAwait(false);
            return new Tenure(connection, epoch, connectionString, options.Use == JournalUse.Alone ? null : options.Holder, time);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await beating.ConfigureAwait(false);
        await Drop().ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task Beat()
    {
        while (!superseded.Task.IsCompleted)
        {
            try
            {
                await Task.Delay(BeatEvery, time, stopping.Token).ConfigureAwait(false);
                connection ??= await Open().ConfigureAwait(false);
                if (await TenureClaim.Beat(connection, Epoch, silo, stopping.Token).ConfigureAwait(false) is { } successor) superseded.TrySetResult(successor);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
            {
                await Drop().ConfigureAwait(false); // the server is away: nobody can take over meanwhile, and nothing is written
            }
        }
    }

    private async Task<NpgsqlConnection> Open()
    {
        var opened = new NpgsqlConnection(connectionString);
        await opened.OpenAsync(stopping.Token).ConfigureAwait(false);
        return opened;
    }

    private async ValueTask Drop()
    {
        if (connection is null) return;
        try { await connection.DisposeAsync().ConfigureAwait(false); }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException) { } // it was broken already
        connection = null;
    }
}
