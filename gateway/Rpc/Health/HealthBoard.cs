using ServingStatus = RealtimeGov.Protos.Health.HealthCheckResponse.Types.ServingStatus;

namespace RealtimeGov.Rpc.Health;

/// <summary>
/// Whether the server as a whole and each of its services can do their work, as whoever knows it has written last. A
/// watcher sees the latest status, not every one in between: nothing is queued for it. Safe for use by many threads.
/// </summary>
public sealed class HealthBoard
{
    /// <summary>The name that stands for the server as a whole.</summary>
    public const string WholeServer = "";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses;
    private TaskCompletionSource _changed = NewChange();
    private bool _stopped;

    /// <summary>The server and the named services, none of which serves yet.</summary>
    public HealthBoard(params IEnumerable<string> services) =>
        _statuses = services.Append(WholeServer).Distinct().ToDictionary(name => name, _ => ServingStatus.NotServing);

    /// <summary>Writes one status for everything on the board.</summary>
    public void SetAll(bool serving)
    {
        lock (_lock)
        {
            if (!_stopped) Write(_statuses.Keys, serving);
        }
    }

    /// <summary>Throws ArgumentException for a name that is not on the board.</summary>
    public void Set(string service, bool serving)
    {
        lock (_lock)
        {
            if (!_statuses.ContainsKey(service)) throw new ArgumentException($"'{service}' is not on the board", nameof(service));
            if (!_stopped) Write([service], serving);
        }
    }

    /// <summary>NOT_SERVING for everything, for good: what is written later is ignored.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            Write(_statuses.Keys, serving: false);
            _stopped = true;
        }
    }

    /// <summary>The status, null when the name is not on the board, and a task that completes when anything on it has changed since.</summary>
    public (ServingStatus? Status, Task Changed) Read(string service)
    {
        lock (_lock) return (_statuses.TryGetValue(service, out var status) ? status : null, _changed.Task);
    }

    private void Write(IEnumerable<string> services, bool serving)
    {
        var status = serving ? ServingStatus.Serving : ServingStatus.NotServing;
        var different = services.Where(name => _statuses[name] != status).ToList();
        if (different.Count == 0) return;
        foreach (var name in different) _statuses[name] = status;
        var told = _changed;
        _changed = NewChange();
        told.SetResult();
    }

    // Watchers run on their own threads, never in the writer's lock.
    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
