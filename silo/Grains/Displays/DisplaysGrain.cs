using Orleans;
using Orleans.Runtime;
using RealtimeGov.Domain.Settings;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Displays;

/// <summary>Not reentrant: an answer is of what is durable.</summary>
[GrainType(GrainNames.Displays)]
public sealed class DisplaysGrain([PersistentState(GrainNames.Displays, GrainNames.Records)] IPersistentState<DisplayList> kept) : Grain, IDisplaysGrain
{
    public async Task<DisplaysReply> Change(ChangeDisplay command)
    {
        var reply = DisplayDecider.Decide(kept.State.Displays, command);
        if (reply.Refused.Length > 0 || kept.State.Displays.SequenceEqual(reply.Displays)) return reply;
        try
        {
            kept.State = new DisplayList { Displays = { reply.Displays } };
            await kept.WriteStateAsync();
            return reply;
        }
        catch (Exception e) when (e is not OrleansException)
        {
            DeactivateOnIdle(); // whether it is durable is read again
            throw new NotDurableException($"how the display is set could not be written: {e.Message}");
        }
    }

    public Task<DisplaysReply> View(DisplaysQuery query) => Task.FromResult(new DisplaysReply { Displays = { kept.State.Displays } });
}
