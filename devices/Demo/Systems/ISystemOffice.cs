using RealtimeGov.Devices.Http;

namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Whoever lays out systems in a town, through its public interface. What is refused is a <see cref="GatewayHttpException"/>.</summary>
public interface ISystemOffice
{
    /// <summary>Registers those who handle a system's issues. The same again changes nothing.</summary>
    Task RegisterAsync(IReadOnlyList<SystemWorker> workers, CancellationToken cancellation);

    /// <summary>Does it. What is done already, as by a run that was stopped, is left as it is.</summary>
    Task DoAsync(SystemMove move, CancellationToken cancellation);

    /// <summary>What is read there now; null where there is nothing of it yet.</summary>
    Task<double?> ReadAsync(SystemFigure figure, CancellationToken cancellation);
}
