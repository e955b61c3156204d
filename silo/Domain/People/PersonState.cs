using System.Collections.Immutable;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>A person as the events tell: facts without a name.</summary>
public sealed class PersonState(string id)
{
    public string Id => id;

    public ulong Seq { get; private set; }

    public bool IsRegistered { get; private set; }

    public bool HasLeft { get; private set; }

    /// <summary>Name, telephone and password are gone for good, and the id is nobody's any more.</summary>
    public bool IsErased { get; private set; }

    public ImmutableList<Grant> Grants { get; private set; } = [];

    /// <summary>A session begun before this seq is over.</summary>
    public ulong SessionsSince { get; private set; }

    /// <summary>Where the hash of the password lies among the contents; 0 where none was set.</summary>
    public ulong PasswordSeq { get; private set; }

    /// <summary>Where the secret of the second factor lies among the contents; 0 where none is asked for.</summary>
    public ulong SecondFactorSeq { get; private set; }

    /// <summary>Where the name lies among the contents; 0 where none is.</summary>
    public ulong NameSeq { get; private set; }

    /// <summary>None of somebody who left.</summary>
    public IEnumerable<Grant> GrantsHeld => HasLeft ? [] : Grants;

    public void Apply(PersonEvent e)
    {
        Seq++;
        switch (e.KindCase)
        {
            case PersonEvent.KindOneofCase.Registered:
                (IsRegistered, NameSeq) = (true, Seq);
                break;
            case PersonEvent.KindOneofCase.Granted:
                Grants = Grants.Add(e.Granted.Grant);
                break;
            case PersonEvent.KindOneofCase.Ended:
                Grants = [.. Grants.Select(grant => grant.Number == e.Ended.Number ? Until(grant, e.Ended.LastDate) : grant)];
                break;
            case PersonEvent.KindOneofCase.PasswordSet:
                (PasswordSeq, SessionsSince) = (Seq, Seq);
                break;
            case PersonEvent.KindOneofCase.SessionsEnded:
                SessionsSince = Seq;
                break;
            case PersonEvent.KindOneofCase.Left:
                (HasLeft, SessionsSince) = (true, Seq);
                break;
            case PersonEvent.KindOneofCase.Returned:
                HasLeft = false;
                break;
            // Sessions that were begun without it are over.
            case PersonEvent.KindOneofCase.SecondFactorSet:
                (SecondFactorSeq, SessionsSince) = (Seq, Seq);
                break;
            case PersonEvent.KindOneofCase.SecondFactorDropped:
                (SecondFactorSeq, SessionsSince) = (0, Seq);
                break;
            case PersonEvent.KindOneofCase.Erased:
                (IsErased, HasLeft, SessionsSince, NameSeq, PasswordSeq, SecondFactorSeq) = (true, true, Seq, 0, 0, 0);
                break;
            default: throw new InvalidOperationException($"person {id}: an event of a kind this program does not know");
        }
    }

    private static Grant Until(Grant grant, int lastDate)
    {
        var ended = grant.Clone();
        ended.UntilDate = lastDate;
        return ended;
    }
}
