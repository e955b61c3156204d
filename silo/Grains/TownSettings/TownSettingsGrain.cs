using Orleans;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Settings;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Town;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.TownSettings;

/// <summary>The town's settings: regions, categories, and how its loop is set up.</summary>
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

    public async Task<SettingReply> Set(ChangeSetting command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(_ => null, state => Decide(state, command));
        if (undone != CommitStatus.Committed) throw new NotDurableException($"the setting was not stored: {undone}. Send it again.");
        if (reply!.Refused.Length == 0) await Silo.Silos.Tell(silo => silo.RefreshTown());
        return reply;
    }

    public Task WatchDesk(WatchDesk watch) => Silo.Silos.Tell(silo => silo.WatchDesk(watch.Watcher));

    protected override ulong SeqOf(TownState state) => state.Seq;

    protected override TownState Fold(StreamHistory history)
    {
        var state = new TownState();
        foreach (var facts in history.Tail) state.Apply(TownEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<SettingReply> Decide(TownState state, ChangeSetting command)
    {
        // Units are other grains' to decide on: a rule of one that is closed at this very moment is ignored from then on.
        var decision = SettingDecider.Decide(state.Setup, command.Setting, command.AtUs, state.Regions.At(command.AtUs), Silo.Town.Loop.Units);
        var reply = new SettingReply { Refused = decision.Refused, Detail = decision.Detail, Changed = decision.Event is not null };
        if (decision.Event is not { } changed) return new(reply);
        var e = new TownEvent { Setting = changed };
        state.Apply(e);
        return new(reply, Draft.OfOne(TownStream.Kind, Stream, Stream, state.Seq, e, (int)e.KindCase, default, CommandContext.Of(command, Silo).Envelope(Silo)));
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
