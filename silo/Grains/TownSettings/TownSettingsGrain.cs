using Orleans;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Town;
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
        var (envelope, rows, firstSeq) = (CommandContext.Of(command, Silo).Envelope(Silo), new ReadRows(), state.Seq + 1);
        var decided = new List<Recorded<TownEvent>>();
        foreach (var region in regions) Add(new TownEvent { Region = region });
        foreach (var category in categories) Add(new TownEvent { Category = category });
        TownStream.Kind.Project(new StreamRun<TownEvent>(Stream, Stream, decided), default, rows);
        var slice = new StreamSlice(Stream, firstSeq, [.. decided.Select(e => TownStream.Kind.ToJournal(e.Event, (int)e.Event.KindCase))]);
        return new(reply, new Draft(envelope, [slice], [], rows));

        void Add(TownEvent e)
        {
            state.Apply(e);
            decided.Add(new Recorded<TownEvent>(state.Seq, e, envelope));
        }
    }
}
