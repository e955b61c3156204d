using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Gateway.Regions;

namespace RealtimeGov.Gateway.Field;

/// <summary>The polygons of the tree in use, indexed once per tree.</summary>
public sealed class TownPlaces
{
    private readonly Lock building = new();
    private volatile Indexed? current;

    public IPlaces Of(TreeOfDay tree)
    {
        var known = current;
        if (known?.Tree == tree) return known.Places;
        lock (building)
        {
            if (current is { } built && built.Tree == tree) return built.Places;
            var places = GridPlaces.From(tree);
            current = new Indexed(tree, places);
            return places;
        }
    }

    private sealed record Indexed(TreeOfDay Tree, IPlaces Places);
}
