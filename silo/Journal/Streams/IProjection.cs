using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Journal.Streams;

/// <summary>
/// Events to rows, purely: the same whether the events come one by one from a grain or in thousands from a rebuild.
/// </summary>
/// <typeparam name="TState">The fold of the stream up to the last of the events.</typeparam>
public interface IProjection<TEvent, in TState>
{
    ReadTable Table { get; }

    void Project(StreamRun<TEvent> run, TState after, ReadRows to);
}

/// <summary>Consecutive events of one stream.</summary>
/// <param name="Id">The stream's name without its kind: a grid's code, an issue's id.</param>
public readonly record struct StreamRun<TEvent>(string Stream, string Id, IReadOnlyList<Recorded<TEvent>> Events);

/// <summary>An event with its place and its envelope.</summary>
public readonly record struct Recorded<TEvent>(ulong Seq, TEvent Event, Envelope Envelope);
