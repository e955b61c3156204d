using NetTopologySuite.Geometries;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Regions;

/// <summary>A feature of a region file. The region's parent is as the file says it, a code or a name.</summary>
/// <param name="Area">Empty where it has no geometry.</param>
internal sealed record RegionFeature(int Index, Region Region, Polygon[] Area);
