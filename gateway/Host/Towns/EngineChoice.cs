namespace RealtimeGov.Gateway.Host.Towns;

/// <summary>The engines by name, and which of them this build has.</summary>
public static class EngineChoice
{
    public const string Local = "local";
    public const string Orleans = "orleans";

    /// <summary>False where the package feed of the build lacked Orleans.</summary>
    public static bool HasOrleans =>
#if ORLEANS
        true;
#else
        false;
#endif

    /// <summary>
    /// What runs the actors when nobody chose: a cluster where this build can be part of one and the journal lies where a
    /// cluster can share it, else this process.
    /// </summary>
    public static string Default(bool isPostgres) => HasOrleans && isPostgres ? Orleans : Local;

    /// <exception cref="InvalidDataException">The cluster does not answer; the message says what to do.</exception>
    internal static Task<ServedTown> Open(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
#if ORLEANS
        if (options.Engine == Orleans) return Clustered.ClusterTown.Open(options, time, logs);
#endif
        return EmbeddedTown.Open(options, time, logs);
    }
}
