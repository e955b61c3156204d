using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Settings;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.TownSettings;

/// <summary>What was defined so far.</summary>
public sealed class TownState
{
    private readonly List<RegionDefined> regions = [];
    private readonly List<Category> categories = [];
    private RegionTree? tree;
    private Categories? set;

    public ulong Seq { get; private set; }

    public RegionTree Regions => tree ??= RegionTree.From(regions);

    public Categories Categories => set ??= Categories.From(categories);

    public LoopSetup Setup { get; private set; } = LoopSetup.None;

    public void Apply(TownEvent e)
    {
        Seq++;
        switch (e.KindCase)
        {
            case TownEvent.KindOneofCase.Region:
                regions.Add(e.Region);
                tree = null;
                break;
            case TownEvent.KindOneofCase.Category:
                categories.Add(e.Category.Category);
                set = null;
                break;
            case TownEvent.KindOneofCase.Setting:
                Setup = Setup.With(e.Setting.Setting);
                break;
            default: throw new InvalidOperationException("town: an event of a kind this program does not know");
        }
    }
}
