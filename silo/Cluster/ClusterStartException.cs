namespace RealtimeGov.Cluster;

/// <summary>A silo or gateway cannot join its cluster; the message says why and what to do.</summary>
public sealed class ClusterStartException(string message, Exception? cause = null) : Exception(message, cause);
