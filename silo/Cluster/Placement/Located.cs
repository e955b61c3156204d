using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace RealtimeGov.Cluster.Placement;

/// <summary>A grain that lives where the town's placement says.</summary>
[GenerateSerializer]
internal sealed class LocatedPlacement : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class LocatedAttribute() : PlacementAttribute(new LocatedPlacement());
