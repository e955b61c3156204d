using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>What a decision about a person comes to: an event, nothing (it is so already), or a refusal.</summary>
/// <param name="Refused">Empty, or a code of <see cref="PersonErrors"/>.</param>
public sealed record PersonDecision(PersonEvent? Event, string Refused = "", string Detail = "")
{
    public static readonly PersonDecision AlreadySo = new(Event: null);

    public static PersonDecision Refuse(string code, string detail) => new(null, code, detail);
}

/// <summary>Decides on changes to a person. Whether the caller may ask is <see cref="Access"/>' affair.</summary>
/// <param name="tree">Of the local day on which it is asked.</param>
/// <param name="isUnit">True of a unit that is defined and not closed.</param>
public sealed class PersonDecider(TreeOfDay tree, Func<string, bool> isUnit, int today)
{
    public const int NameCharactersMax = 64;
    public const int TelephoneCharactersMax = 32;

    /// <summary>Grants of one person, ended ones included: a person in several villages and posts has a dozen.</summary>
    public const int GrantsMax = 256;

    /// <summary>
    /// Registers; a name that differs replaces the one before, unless somebody new was to be registered: then the id is taken.
    /// The same twice is one registration, since a call whose answer was lost is made again.
    /// </summary>
    public static PersonDecision Register(PersonState person, RegisterPerson command, RegisterPerson? known)
    {
        if (!PersonId.IsId(person.Id)) return PersonDecision.Refuse(PersonErrors.MalformedId, PersonId.Rule);
        if (!Printable.IsName(command.Name, NameCharactersMax))
            return PersonDecision.Refuse(PersonErrors.MalformedName, $"a name is 1 to {NameCharactersMax} printable characters");
        if (command.Telephone.Length > 0 && !Printable.IsName(command.Telephone, TelephoneCharactersMax))
            return PersonDecision.Refuse(PersonErrors.MalformedTelephone, $"a telephone is at most {TelephoneCharactersMax} printable characters");
        if (Gone(person) is { } gone) return gone;
        var isSame = person.IsRegistered && known is not null && (command.Name, command.Telephone) == (known.Name, known.Telephone);
        if (isSame) return PersonDecision.AlreadySo;
        return command.Create && person.IsRegistered
            ? PersonDecision.Refuse(PersonErrors.Taken, $"{person.Id} is somebody else's sign-in name; choose another")
            : new(new PersonEvent { Registered = new PersonRegistered() });
    }

    public PersonDecision Give(PersonState person, Grant grant)
    {
        if (Unable(person) is { } refused) return refused;
        if (Wrong(person, grant) is { } wrong) return wrong;
        if (person.Grants.Any(held => Same(held, grant))) return PersonDecision.AlreadySo;
        if (person.Grants.Count >= GrantsMax)
            return PersonDecision.Refuse(PersonErrors.GrantsFull, $"{person.Id} has {GrantsMax} grants, as many as a person can have");
        var given = grant.Clone();
        given.Number = (uint)person.Grants.Count + 1;
        return new(new PersonEvent { Granted = new GrantGiven { Grant = given } });
    }

    /// <summary>It holds through the last day, today at the earliest less one: what was done under it was allowed.</summary>
    public PersonDecision End(PersonState person, uint number, int lastDate)
    {
        if (Unknown(person) is { } refused) return refused;
        if (person.Grants.Find(grant => grant.Number == number) is not { } held)
            return PersonDecision.Refuse(PersonErrors.UnknownGrant, $"{person.Id} has no grant {number}");
        if (lastDate < today - 1)
            return PersonDecision.Refuse(PersonErrors.MalformedDates, "a grant ends yesterday at the earliest: what was done under it before was allowed");
        return held.UntilDate == lastDate ? PersonDecision.AlreadySo : new(new PersonEvent { Ended = new GrantEnded { Number = number, LastDate = lastDate } });
    }

    public static PersonDecision SetPassword(PersonState person) => Unable(person) ?? new(new PersonEvent { PasswordSet = new PasswordSet() });

    public static PersonDecision SetSecondFactor(PersonState person) => Unable(person) ?? new(new PersonEvent { SecondFactorSet = new SecondFactorSet() });

    public static PersonDecision DropSecondFactor(PersonState person) =>
        Unknown(person) ?? (person.SecondFactorSeq == 0 ? PersonDecision.AlreadySo : new(new PersonEvent { SecondFactorDropped = new SecondFactorDropped() }));

    public static PersonDecision EndSessions(PersonState person) => Unknown(person) ?? new(new PersonEvent { SessionsEnded = new SessionsEnded() });

    public static PersonDecision Leave(PersonState person) =>
        Unknown(person) ?? (person.HasLeft ? PersonDecision.AlreadySo : new(new PersonEvent { Left = new PersonLeft() }));

    /// <summary>For good, whether or not the person has left.</summary>
    public static PersonDecision Erase(PersonState person) =>
        Unknown(person) ?? (person.IsErased ? PersonDecision.AlreadySo : new(new PersonEvent { Erased = new PersonErased() }));

    public static PersonDecision Return(PersonState person) =>
        Unknown(person) ?? Gone(person) ?? (person.HasLeft ? new(new PersonEvent { Returned = new PersonReturned() }) : PersonDecision.AlreadySo);

    private static PersonDecision? Unknown(PersonState person) =>
        person.IsRegistered ? null : PersonDecision.Refuse(PersonErrors.Unknown, $"nobody is registered as {person.Id}");

    private static PersonDecision? Gone(PersonState person) =>
        person.IsErased ? PersonDecision.Refuse(PersonErrors.Erased, $"{person.Id} was erased; choose another id") : null;

    private static PersonDecision? Unable(PersonState person) =>
        Unknown(person) ?? (person.HasLeft ? PersonDecision.Refuse(PersonErrors.HasLeft, $"{person.Id} has left; let them return first") : null);

    private PersonDecision? Wrong(PersonState person, Grant grant)
    {
        if (Role.Find(grant.Role) is not { } role)
            return PersonDecision.Refuse(PersonErrors.UnknownRole, $"there is no role {grant.Role}");
        if (tree.Find(grant.Region) is null)
            return PersonDecision.Refuse(PersonErrors.UnknownRegion, $"{grant.Region} is no region of today's tree");
        if (role.IsTownWide && grant.Region != tree.Root?.Code)
            return PersonDecision.Refuse(PersonErrors.NotAtRoot, $"{role.Name} is given at {tree.Root?.Code} alone: it holds for the whole town");
        if (grant.Unit.Length > 0 && !isUnit(grant.Unit))
            return PersonDecision.Refuse(PersonErrors.UnknownUnit, $"there is no unit {grant.Unit}");
        if (grant.UntilDate != 0 && (grant.UntilDate < grant.FromDate || grant.UntilDate < today))
            return PersonDecision.Refuse(PersonErrors.MalformedDates, "a grant ends on the day it begins or later, and not in the past");
        return Excluded(person, role);
    }

    // Who runs the system, who lets people in, and who reads the audit of both are three people.
    private PersonDecision? Excluded(PersonState person, Role role)
    {
        if (!role.IsTownWide) return null;
        var other = person.Grants.Find(held => Access.Holds(held, today) && held.Role != role.Name && Role.Find(held.Role) is { IsTownWide: true });
        return other is null ? null : PersonDecision.Refuse(
            PersonErrors.SeparateDuties, $"{person.Id} is {other.Role}; {role.Name} is somebody else's, because each keeps an eye on the other");
    }

    private static bool Same(Grant held, Grant asked) =>
        held.Role == asked.Role && held.Region == asked.Region && held.Unit == asked.Unit && held.FromDate == asked.FromDate && held.UntilDate == asked.UntilDate;
}
