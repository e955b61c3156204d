namespace RealtimeGov.Domain.Routing;

/// <summary>A routing table that leads nowhere; the old one holds on.</summary>
/// <param name="code">One of <see cref="RoutingFaults"/>.</param>
public sealed class RoutingException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}

/// <summary>Why a routing table is refused; docs/loop.md says each in words.</summary>
public static class RoutingFaults
{
    public const string Nowhere = "routing_nowhere";
    public const string Itself = "routing_itself";
    public const string Cycle = "routing_cycle";
    public const string NotAbove = "routing_not_above";
    public const string Twice = "routing_twice";
}
