using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.TownSettings;

/// <summary>The town's settings: regions and categories.</summary>
[GrainType(GrainNames.Town)]
public sealed class TownSettingsGrain(SiloContext silo) : StreamGrain<TownState>(silo), ITownSettingsGrain
{
    public async Task<DefineReply> Define(DefineTown command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(_ => null, state => Decide(state, command));
        if (undone != CommitStatus.Committed) throw new NotDurableException($"the definitions were not stored: {undone}. Send them again.");
        await Silo.Silos.Tell(silo => silo.RefreshTown());
        return reply!;
    }

    protected override ulong SeqOf(TownState state) => state.Seq;

    protected override TownState Fold(StreamHistory history)
    {
        var state = new TownState();
        foreach (var facts in history.Tail) state.Apply(TownEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<DefineReply> Decide(TownState state, DefineTown command)
    {
        var today = LocalDay.Of(command.AtUs, state.Regions.At(command.AtUs).Zone);
        var regions = RegionPlan.Changes(state.Regions, command.Regions, today);
        var categories = state.Categories.Changes(command.Categories);
        var reply = new DefineReply { RegionsChanged = (uint)regions.Count, CategoriesChanged = (uint)categories.Count };
        if (regions.Count + categories.Count == 0) return new(reply);
        var rows = new ReadRows();
        var events = new List<JournalEvent>();
        var firstSeq = state.Seq + 1;
        foreach (var region in regions)
        {
            Add(new TownEvent { Region = region });
            rows.Regions.Add(new RegionRow(state.Seq, region));
        }
        foreach (var category in categories)
        {
            Add(new TownEvent { Category = category });
            rows.Categories.Add(new CategoryRow(state.Seq, category.Category));
        }
        return new(reply, new Draft([new StreamSlice(Stream, firstSeq, events)], [], rows));

        void Add(TownEvent e)
        {
            state.Apply(e);
            events.Add(new JournalEvent(e.ToByteArray()));
        }
    }
}
