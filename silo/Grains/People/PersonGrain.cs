using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.People;

/// <summary>A person: who may do what where, and by what the person is known at sign-in.</summary>
[GrainType(GrainNames.Person)]
public sealed class PersonGrain(SiloContext silo) : StreamGrain<PersonGrain.Folded>(silo), IPersonGrain
{
    public async Task<PersonReply> Change(ChangePerson command)
    {
        using var request = Admit();
        // Units are other grains' to decide on: one that is closed at this very moment may still be granted.
        var units = command.Give is { Unit.Length: > 0 } grant ? await Silo.ReadModel.Query(UnitRow.Of(grant.Unit), CancellationToken.None) : [];
        var (reply, undone) = await Run(Lacking, state => Decide(state, command, unit => units.Any(row => row.Unit.Id == unit && !row.Unit.Closed)));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"person {Key} was not changed: {undone}. Send it again.");
    }

    public async Task<PersonView> View(PersonQuery query)
    {
        using var request = Admit();
        var state = await Loaded();
        while (Lacking(state) is { } reading)
        {
            await reading;
            state = await Loaded();
        }
        if (!state.Person.IsRegistered) return new PersonView();
        var view = new PersonView
        {
            Found = true, HasLeft = state.Person.HasLeft, SessionsSince = state.Person.SessionsSince, Seq = state.Person.Seq,
            Name = state.Name?.Name ?? "", Telephone = state.Name?.Telephone ?? "", PasswordHash = state.PasswordHash, SecondFactor = state.SecondFactor,
        };
        view.Grants.AddRange(state.Person.GrantsHeld);
        return view;
    }

    protected override ulong SeqOf(Folded state) => state.Person.Seq;

    protected override Folded Fold(StreamHistory history)
    {
        var person = new PersonState(Key);
        foreach (var facts in history.Tail) person.Apply(PersonEvent.Parser.ParseFrom(facts.AsSpan()));
        return new Folded(person);
    }

    // Names and hashes are content: read once, when first asked for.
    private Task? Lacking(Folded state) => state.IsComplete ? null : Read(state);

    private async Task Read(Folded state)
    {
        var contents = await Silo.ReadModel.Query(PersonContentRow.Of(Stream), CancellationToken.None);
        state.Complete(contents);
    }

    private Decided<PersonReply> Decide(Folded state, ChangePerson command, Func<string, bool> isUnit)
    {
        var tree = Silo.Town.Regions.At(command.AtUs);
        var today = LocalDay.Of(command.AtUs, tree.Zone);
        var decision = Decide(state, command, new PersonDecider(tree, isUnit, today));
        var reply = new PersonReply { Refused = decision.Refused, Detail = decision.Detail, Changed = decision.Event is not null, Seq = state.Person.Seq };
        if (decision.Event is not { } e) return new(reply);
        var content = state.Apply(e, command);
        reply.Seq = state.Person.Seq;
        var row = content is null ? null : new ContentRow("", today, content.ToByteArray());
        return new(
            reply,
            Draft.OfOne(PersonStream.Kind, Stream, Key, state.Person.Seq, e, (int)e.KindCase, state.Person, CommandContext.Of(command, Silo).Envelope(Silo), row));
    }

    private static PersonDecision Decide(Folded state, ChangePerson command, PersonDecider decider) => command.KindCase switch
    {
        ChangePerson.KindOneofCase.Register => PersonDecider.Register(state.Person, command.Register, state.Name),
        ChangePerson.KindOneofCase.Give => decider.Give(state.Person, command.Give),
        ChangePerson.KindOneofCase.End => decider.End(state.Person, command.End.Number, command.End.LastDate),
        ChangePerson.KindOneofCase.PasswordHash => PersonDecider.SetPassword(state.Person),
        ChangePerson.KindOneofCase.EndSessions => PersonDecider.EndSessions(state.Person),
        ChangePerson.KindOneofCase.Leave => PersonDecider.Leave(state.Person),
        ChangePerson.KindOneofCase.Return => PersonDecider.Return(state.Person),
        ChangePerson.KindOneofCase.SecondFactor => PersonDecider.SetSecondFactor(state.Person),
        ChangePerson.KindOneofCase.DropSecondFactor => PersonDecider.DropSecondFactor(state.Person),
        ChangePerson.KindOneofCase.Erase => PersonDecider.Erase(state.Person),
        _ => throw new ArgumentException("a change of a person of no kind that this program knows"),
    };

    /// <summary>The facts with what was read of the contents.</summary>
    public sealed class Folded(PersonState person)
    {
        public PersonState Person => person;

        /// <summary>Null where none is kept.</summary>
        public RegisterPerson? Name { get; private set; }

        /// <summary>Empty where none is kept.</summary>
        public string PasswordHash { get; private set; } = "";

        /// <summary>Empty where none is asked for.</summary>
        public ByteString SecondFactor { get; private set; } = ByteString.Empty;

        /// <summary>False until the contents have been read.</summary>
        public bool IsComplete { get; private set; } = person.Seq == 0;

        public void Complete(IReadOnlyList<PersonContentRow> contents)
        {
            if (IsComplete) return;
            if (contents.FirstOrDefault(row => row.Seq == person.NameSeq)?.Content is { } name) Name = new RegisterPerson { Name = name.Name, Telephone = name.Telephone };
            PasswordHash = contents.FirstOrDefault(row => row.Seq == person.PasswordSeq)?.Content.PasswordHash ?? "";
            SecondFactor = contents.FirstOrDefault(row => row.Seq == person.SecondFactorSeq)?.Content.SecondFactor ?? ByteString.Empty;
            IsComplete = true;
        }

        /// <summary>Returns what may be erased of it; null when there is none.</summary>
        public PersonContent? Apply(PersonEvent e, ChangePerson command)
        {
            person.Apply(e);
            switch (e.KindCase)
            {
                case PersonEvent.KindOneofCase.Registered:
                    Name = command.Register;
                    return new PersonContent { Name = Name.Name, Telephone = Name.Telephone };
                case PersonEvent.KindOneofCase.PasswordSet:
                    PasswordHash = command.PasswordHash;
                    return new PersonContent { PasswordHash = PasswordHash };
                case PersonEvent.KindOneofCase.SecondFactorSet:
                    SecondFactor = command.SecondFactor;
                    return new PersonContent { SecondFactor = SecondFactor };
                case PersonEvent.KindOneofCase.SecondFactorDropped:
                    SecondFactor = ByteString.Empty;
                    return null;
                case PersonEvent.KindOneofCase.Erased:
                    (Name, PasswordHash, SecondFactor) = (null, "", ByteString.Empty);
                    return null;
                default: return null;
            }
        }
    }
}
