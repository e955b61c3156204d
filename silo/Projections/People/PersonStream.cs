using RealtimeGov.Domain.People;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>Streams <c>person/{id}</c>.</summary>
public static class PersonStream
{
    public static readonly StreamKind<PersonEvent, PersonState> Kind = new(
        "person/", PersonEvent.Parser, id => new PersonState(id), Fold, new PersonProjection(), new GrantProjection());

    private static PersonState Fold(PersonState state, Recorded<PersonEvent> e)
    {
        state.Apply(e.Event);
        return state;
    }
}
