using Npgsql;

namespace RealtimeGov.Journal.Postgres.Owning;

/// <summary>
/// The right of one process to write the journal alone. Its epoch goes with every transaction, so that a process which
/// stood still while another took over writes nothing when it goes on. Its beat tells the next process that it lives.
/// </summary>
internal sealed class Tenure : IAsyncDisposable
{
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<string> superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly string connectionString;
    private readonly TimeProvider time;
    private readonly Task beating;
    private NpgsqlConnection? connection;

    private Tenure(NpgsqlConnection connection, long epoch, string connectionString, TimeProvider time)
    {
        (this.connection, Epoch, this.connectionString, this.time) = (connection, epoch, connectionString, time);
        beating = Beat();
    }

    public long Epoch { get; }

    /// <summary>Complete when another process has taken over; says which.</summary>
    public Task<string> Superseded => superseded.Task;

    /// <summary>Takes the journal: at once when its last holder is gone, after <see cref="TenureClaim.StandsStillMax"/> when it stands still.</summary>
    /// <exception cref="Starting.PostgresStartException">Its holder lives; the message names it.</exception>
    public static async Task<Tenure> Take(PostgresJournalOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var connectionString = ConnectionStrings.Owning(options);
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            var epoch = await new TenureClaim(connection, options.Holder, time).Take(cancellation).ConfigureAwait(false);
            return new Tenure(connection, epoch, connectionString, time);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A transaction was refused for its epoch.</summary>
    public void End(string by) => superseded.TrySetResult(by);

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
                if (await TenureClaim.Beat(connection, Epoch, stopping.Token).ConfigureAwait(false) is { } successor) End(successor);
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
