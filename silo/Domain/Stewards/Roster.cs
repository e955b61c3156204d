using System.Collections.Immutable;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Stewards;

/// <summary>The registered stewards by id, immutable. Ids are compared character by character.</summary>
public sealed class Roster
{
    private readonly ImmutableDictionary<string, Steward> byId;

    private Roster(ImmutableDictionary<string, Steward> byId) => this.byId = byId;

    public static Roster Empty { get; } = new(ImmutableDictionary.Create<string, Steward>(StringComparer.Ordinal));

    public int Count => byId.Count;

    /// <summary>In no order.</summary>
    public IEnumerable<Steward> All => byId.Values;

    /// <summary>The last of several with one id holds.</summary>
    public static Roster From(IEnumerable<Steward> stewards) => Empty.With(stewards);

    public Steward? Find(string? id) => id is not null && byId.TryGetValue(id, out var steward) ? steward : null;

    public Roster With(Steward steward) => new(byId.SetItem(steward.Id, steward));

    public Roster With(IEnumerable<Steward> stewards) =>
        new(byId.SetItems(stewards.Select(s => KeyValuePair.Create(s.Id, s))));
}
