using Orleans;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Stewards;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Stewards;

/// <summary>A steward: who it is, and what it found.</summary>
[GrainType(GrainNames.Steward)]
public sealed class StewardGrain(SiloContext silo) : StreamGrain<StewardGrain.Folded>(silo), IStewardGrain
{
    public async Task<RegisterReply> Register(RegisterSteward command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(_ => null, state => Decide(state, command));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"steward {Key} was not registered: {undone}. Send it again.");
    }

    public async Task<StewardView> View(StewardQuery query)
    {
        using var request = Admit();
        var state = await Loaded();
        if (state.Steward.Registered is not { } steward) return new StewardView();
        var valid = await Silo.ReadModel.StewardReports(Key, query.Date, CancellationToken.None);
        return new StewardView { Found = true, Steward = steward, ValidReports = valid };
    }

    protected override ulong SeqOf(Folded state) => state.Seq;

    protected override Folded Fold(StreamHistory history)
    {
        var state = new Folded(new StewardState(Key));
        foreach (var facts in history.Tail) state.Apply(StewardEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<RegisterReply> Decide(Folded state, RegisterSteward command)
    {
        if (state.Steward.Register(command.Steward, command.AtUs) is not { } e) return new(new RegisterReply());
        state.Apply(e);
        return new(
            new RegisterReply { Changed = true },
            Draft.OfOne(StewardStream.Kind, Stream, Key, state.Seq, e, (int)e.KindCase, state.Steward, CommandContext.Of(command, Silo).Envelope(Silo)));
    }

    /// <summary>The steward's state with the seq it stands at.</summary>
    public sealed class Folded(StewardState steward)
    {
        public StewardState Steward => steward;

        public ulong Seq { get; private set; }

        public void Apply(StewardEvent e)
        {
            steward.Apply(e);
            Seq++;
        }
    }
}
