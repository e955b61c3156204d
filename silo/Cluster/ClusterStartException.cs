namespace RealtimeGov.Cluster;

/// <summary>A silo or gateway cannot join its cluster; the message says why and what to do.</summary>
public class ClusterStartException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Another silo of that name lives.</summary>
public sealed class NameTakenException(string message) : ClusterStartException(message);
