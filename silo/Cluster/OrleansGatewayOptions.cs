namespace RealtimeGov.Cluster;

/// <summary>What can be chosen of a gateway's side of a cluster.</summary>
public sealed record OrleansGatewayOptions
{
    public required ClusterDirectory Directory { get; init; }

    /// <summary>How long starting looks for a silo. At least a second.</summary>
    public TimeSpan FindMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ArgumentException">Names the option, its range and what it was.</exception>
    public void Validate()
    {
        if (FindMax < TimeSpan.FromSeconds(1)) throw new ArgumentException($"{nameof(FindMax)} must be at least a second; it was {FindMax}");
    }
}
