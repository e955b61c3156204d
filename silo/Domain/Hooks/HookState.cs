using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Hooks;

/// <summary>A hook as its events tell: whose issues it is told of, how far it came, and what could not be delivered.</summary>
public sealed class HookState(string id)
{
    private readonly List<DeliveryGivenUp> givenUp = [];

    public string Id => id;

    public ulong Seq { get; private set; }

    /// <summary>Null of one that nobody registered.</summary>
    public HookDefined? Defined { get; private set; }

    public long UpToUs { get; private set; }

    /// <summary>In the order in which they were given up.</summary>
    public IReadOnlyList<DeliveryGivenUp> GivenUp => givenUp;

    public bool IsEnded { get; private set; }

    public void Apply(HookEvent e)
    {
        Seq++;
        switch (e.KindCase)
        {
            case HookEvent.KindOneofCase.Defined: (Defined, UpToUs) = (e.Defined, e.Defined.FromUs); break;
            case HookEvent.KindOneofCase.Advanced: UpToUs = e.Advanced.UpToUs; break;
            case HookEvent.KindOneofCase.GivenUp: givenUp.Add(e.GivenUp); break;
            case HookEvent.KindOneofCase.Settled: givenUp.RemoveAll(one => one.IssueId == e.Settled.IssueId && one.Seq == e.Settled.Seq); break;
            case HookEvent.KindOneofCase.Ended: IsEnded = true; break;
            default: throw new InvalidOperationException($"hook {id}: an event of a kind this program does not know");
        }
    }

    public HookRowData ToRow() => new() { Name = Defined?.Name ?? "", Region = Defined?.Region ?? "", UpToUs = UpToUs, GivenUp = { givenUp }, Ended = IsEnded };
}
