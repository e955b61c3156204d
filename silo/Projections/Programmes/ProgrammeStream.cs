using RealtimeGov.Domain.Programmes;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.Programmes;

/// <summary>Streams <c>programme/{kind}/{id}</c>, of every kind of programme.</summary>
public static class ProgrammeStream
{
    public const string Prefix = "programme/";

    public static readonly StreamKind<ProgrammeEvent, Programme> Kind = new(
        Prefix, ProgrammeEvent.Parser, ProgrammeKinds.Create, Fold, new ProgrammeProjection(), new ProgrammeItemProjection());

    private static Programme Fold(Programme programme, Recorded<ProgrammeEvent> e)
    {
        programme.Apply(e.Event);
        return programme;
    }
}
