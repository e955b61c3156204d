using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.Hooks;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Hooks;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Hooks;

/// <summary>A hook. Which gateway delivers is held in memory: when it moves, two may for a moment, and what comes twice has one id.</summary>
[GrainType(GrainNames.Hook)]
public sealed class HookGrain(SiloContext silo) : StreamGrain<HookState>(silo), IHookGrain
{
    /// <summary>A gateway asks every half second; one that has not for so long is gone.</summary>
    public static readonly TimeSpan DeliversFor = TimeSpan.FromSeconds(30);

    private string deliverer = "";
    private long untilUs;

    public async Task<HookReply> Change(ChangeHook command)
    {
        using var request = Admit();
        var (reply, undone) = await Run(_ => null, state => Decide(state, command));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"hook {Key} was not changed: {undone}. Send it again.");
    }

    public async Task<HookView> View(HookQuery query)
    {
        using var request = Admit();
        var hook = await Loaded();
        if (deliverer != query.Gateway && query.AtUs < untilUs) return new HookView { Row = hook.ToRow() };
        (deliverer, untilUs) = (query.Gateway, query.AtUs + (long)DeliversFor.TotalMicroseconds);
        return new HookView { Yours = hook.Defined is not null, Row = hook.ToRow() };
    }

    protected override ulong SeqOf(HookState state) => state.Seq;

    protected override HookState Fold(StreamHistory history)
    {
        var state = new HookState(Key);
        foreach (var facts in history.Tail) state.Apply(HookEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<HookReply> Decide(HookState hook, ChangeHook command)
    {
        var decision = HookDecider.Decide(hook, command);
        var reply = new HookReply { Refused = decision.Refused, Changed = decision.Event is not null };
        if (decision.Event is not { } e) return new(reply);
        hook.Apply(e);
        var content = e.Defined is null ? null : new ContentRow("", LocalDay.Of(command.AtUs, Silo.Town.Regions.At(command.AtUs).Zone), command.Define.Content.ToByteArray());
        return new(reply, Draft.OfOne(HookStream.Kind, Stream, Key, hook.Seq, e, (int)e.KindCase, hook, CommandContext.Of(command, Silo).Envelope(Silo), content));
    }
}
