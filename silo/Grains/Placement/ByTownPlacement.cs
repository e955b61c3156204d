using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace RealtimeGov.Grains.Placement;

/// <summary>A grain that lives where the town's placement says.</summary>
[GenerateSerializer]
public sealed class ByTownPlacement : PlacementStrategy;

/// <inheritdoc cref="ByTownPlacement"/>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ByTownPlacementAttribute() : PlacementAttribute(new ByTownPlacement());
