namespace RealtimeGov.Gateway.Host.Towns;

/// <summary>The engines by name.</summary>
public static class EngineChoice
{
    public const string Local = "local";
    public const string Orleans = "orleans";

    /// <summary>What runs the actors when nobody chose: a cluster where the journal lies where one can share it, else this process.</summary>
    public static string Default(bool isPostgres) => isPostgres ? Orleans : Local;

    /// <exception cref="InvalidDataException">The cluster does not answer; the message says what to do.</exception>
    internal static Task<RuntimeHost> Open(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        if (options.Engine == Orleans) return Clustered.ClusterTown.Open(options, time, logs);
        return EmbeddedTown.Open(options, time, logs);
    }
}
