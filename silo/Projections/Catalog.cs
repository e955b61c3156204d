using RealtimeGov.Journal.ReadModel;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Projections.Hooks;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Projections.People;
using RealtimeGov.Projections.Placement;
using RealtimeGov.Projections.Privacy;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Projections.Receipts;
using RealtimeGov.Projections.Stewards;
using RealtimeGov.Projections.Town;

namespace RealtimeGov.Projections;

/// <summary>Every kind of stream and, through their projections, every table of the read model.</summary>
public static class Catalog
{
    public static IReadOnlyList<IStreamKind> Streams { get; } =
        [GridStream.Kind, IssueStream.Kind, StewardStream.Kind, TownStream.Kind, PlacementStream.Kind, PersonStream.Kind, DeviceStream.Kind, UnitStream.Kind,
        ReceiptStream.Kind, ProgrammeStream.Kind, HookStream.Kind, ReleaseStream.Kind, HandoverStream.Kind];

    public static IReadOnlyList<ReadTable> Tables { get; } = [.. Streams.SelectMany(kind => kind.Tables).Distinct()];

    /// <summary>Null for a stream that no projection reads.</summary>
    public static IStreamKind? KindOf(string stream) => Streams.FirstOrDefault(kind => kind.Owns(stream));
}
