using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.Hooks;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Projections.Hooks;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Hooks;

/// <summary>A hook. Which gateway delivers is held in memory: when it moves, two may for a moment, and what comes twice has one id.</summary>
[GrainType(GrainNames.Hook)]
public sealed class HookGrain(SiloContext silo) : RecordGrain<HookEvent, HookState>(HookStream.Kind, silo), IHookGrain
{
    /// <summary>A gateway asks every half second; one that has not for so long is gone.</summary>
    public static readonly TimeSpan DeliversFor = TimeSpan.FromSeconds(30);

    private string deliverer = "";
    private long untilUs;

    public Task<HookReply> Change(ChangeHook command) => Change(state => Decide(state, command), $"hook {Key} was not changed");

    public async Task<HookView> View(HookQuery query)
    {
        using var request = Admit();
        var hook = await Loaded();
        if (deliverer != query.Gateway && query.AtUs < untilUs) return new HookView { Row = hook.ToRow() };
        (deliverer, untilUs) = (query.Gateway, query.AtUs + (long)DeliversFor.TotalMicroseconds);
        return new HookView { Yours = hook.Defined is not null, Row = hook.ToRow() };
    }

    protected override ulong SeqOf(HookState state) => state.Seq;

    private Decided<HookReply> Decide(HookState hook, ChangeHook command)
    {
        var decision = HookDecider.Decide(hook, command);
        var reply = new HookReply { Refused = decision.Refused, Changed = decision.Event is not null };
        if (decision.Event is not { } e) return new(reply);
        hook.Apply(e);
        var content = e.Defined is null ? null : new ContentRow("", LocalDay.Of(command.AtUs, Silo.Town.Regions.At(command.AtUs).Zone), command.Define.Content.ToByteArray());
        return new(reply, DraftOf(hook, e, (int)e.KindCase, CommandContext.Of(command, Silo), content));
    }
}
