using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>A unit as it was defined last.</summary>
public sealed class UnitState(string id)
{
    public string Id => id;

    public ulong Seq { get; private set; }

    /// <summary>Null until defined.</summary>
    public Unit? Defined { get; private set; }

    public void Apply(UnitEvent e)
    {
        Seq++;
        Defined = e.KindCase switch
        {
            UnitEvent.KindOneofCase.Defined => e.Defined.Unit,
            _ => throw new InvalidOperationException($"unit {id}: an event of a kind this program does not know"),
        };
    }
}

/// <param name="Event">Null where it is so already, or refused.</param>
/// <param name="Refused">Empty, or a code of <see cref="PersonErrors"/>.</param>
public sealed record UnitDecision(UnitEvent? Event, string Refused = "", string Detail = "");

/// <summary>Decides on definitions of units: the whole state, not a difference.</summary>
public static class UnitDecider
{
    public const int NameCharactersMax = 64;

    /// <param name="tree">Of the local day on which it is asked.</param>
    public static UnitDecision Define(UnitState unit, Unit command, TreeOfDay tree)
    {
        if (!StewardRules.IsId(unit.Id) || command.Id != unit.Id)
            return new(null, PersonErrors.MalformedUnit, $"a unit's id is 1 to {StewardRules.IdCharactersMax} of A-Z, a-z, 0-9, '_', '.', '-'");
        if (!Printable.IsName(command.Name, NameCharactersMax) || !Printable.IsName(command.Kind, NameCharactersMax))
            return new(null, PersonErrors.MalformedUnit, $"a unit has a name and a kind of 1 to {NameCharactersMax} printable characters");
        if (tree.Find(command.Region) is null) return new(null, PersonErrors.UnknownRegion, $"{command.Region} is no region of today's tree");
        if (command.Trade.Length > 0 && tree.Find(command.Trade) is null) return new(null, PersonErrors.UnknownRegion, $"{command.Trade} is no trade of today's tree");
        return new(command.Equals(unit.Defined) ? null : new UnitEvent { Defined = new UnitDefined { Unit = command } });
    }
}
