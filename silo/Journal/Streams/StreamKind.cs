using Google.Protobuf;
using Google.Protobuf.Reflection;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.ReadModel;

namespace RealtimeGov.Journal.Streams;

/// <summary>All streams of one kind of grain: what their events are, how they fold, and which rows they make.</summary>
public interface IStreamKind
{
    IReadOnlyList<ReadTable> Tables { get; }

    bool Owns(string stream);

    /// <summary>A fold that begins before the stream's first event.</summary>
    IStreamFold Open(string stream);

    /// <summary>The name of a serialised event.</summary>
    string TypeOf(byte[] facts);
}

/// <summary>One stream on its way through a rebuild.</summary>
public interface IStreamFold
{
    /// <summary>Folds the stream's next events and adds the rows they make.</summary>
    /// <exception cref="InvalidDataException">The bytes are no event, or one that cannot follow: the message names stream and seq.</exception>
    void Apply(IReadOnlyList<StoredEvent> events, ReadRows to);
}

/// <summary>An event as a store has it.</summary>
public sealed record StoredEvent(string Stream, ulong Seq, string Type, byte[] Facts, Envelope Envelope);

/// <param name="prefix">Such as <c>grid/</c>; without a slash it is the one stream of that name.</param>
/// <param name="create">The state before the first event, of the stream's id.</param>
/// <param name="fold">The state after one more event.</param>
public sealed class StreamKind<TEvent, TState>(
    string prefix, MessageParser<TEvent> parser, Func<string, TState> create, Func<TState, Recorded<TEvent>, TState> fold,
    params IReadOnlyList<IProjection<TEvent, TState>> projections) : IStreamKind
    where TEvent : class, IMessage<TEvent>
{
    private readonly string[] names = NamesOf(parser);
    private readonly OneofDescriptor kinds = KindsOf(parser);

    /// <summary>Makes one for each stream that is folded from its first event; none where every event is as it always was.</summary>
    public Func<IUpcaster<TEvent>>? Upcaster { get; init; }

    public IReadOnlyList<ReadTable> Tables { get; } = [.. projections.Select(p => p.Table).Distinct()];

    public bool Owns(string stream) => prefix.EndsWith('/') ? stream.StartsWith(prefix, StringComparison.Ordinal) : stream == prefix;

    /// <param name="kind">The event's KindCase, which is the number of its field.</param>
    public JournalEvent ToJournal(TEvent e, int kind, ContentRow? content = null) => new(names[kind], e.ToByteArray(), content);

    /// <summary>Adds the rows that these events make.</summary>
    public void Project(StreamRun<TEvent> run, TState after, ReadRows to)
    {
        foreach (var projection in projections) projection.Project(run, after, to);
    }

    /// <summary>The state of a stream that a grain loads, from its first event on.</summary>
    /// <param name="id">The grain's key.</param>
    public TState Replay(string id, IReadOnlyList<byte[]> events)
    {
        var (state, upcaster) = (create(id), Upcaster?.Invoke());
        for (var at = 0; at < events.Count; at++)
        {
            var recorded = new Recorded<TEvent>((ulong)at + 1, parser.ParseFrom(events[at]), Envelope.Unknown);
            upcaster?.Upcast(recorded.Seq, recorded.Event);
            state = fold(state, recorded);
        }
        return state;
    }

    public IStreamFold Open(string stream) => new Fold(this, stream);

    public string TypeOf(byte[] facts) =>
        kinds.Accessor.GetCaseFieldDescriptor(parser.ParseFrom(facts))?.MessageType.Name ?? "";

    private MessageParser<TEvent> Parser => parser;

    private TState Create(string id) => create(id);

    private TState FoldNext(TState state, Recorded<TEvent> e) => fold(state, e);

    private static MessageDescriptor DescriptorOf(MessageParser<TEvent> parser) => parser.ParseFrom([]).Descriptor;

    private static OneofDescriptor KindsOf(MessageParser<TEvent> parser) => DescriptorOf(parser).Oneofs.Single();

    private static string[] NamesOf(MessageParser<TEvent> parser)
    {
        var fields = KindsOf(parser).Fields;
        var names = new string[fields.Max(f => f.FieldNumber) + 1];
        Array.Fill(names, "");
        foreach (var field in fields) names[field.FieldNumber] = field.MessageType.Name;
        return names;
    }

    private sealed class Fold(StreamKind<TEvent, TState> kind, string stream) : IStreamFold
    {
        private readonly string id = stream[(stream.IndexOf('/') + 1)..];
        private readonly IUpcaster<TEvent>? upcaster = kind.Upcaster?.Invoke();
        private TState? state;
        private bool isOpen;

        public void Apply(IReadOnlyList<StoredEvent> events, ReadRows to)
        {
            if (!isOpen) (state, isOpen) = (kind.Create(id), true);
            var run = new List<Recorded<TEvent>>(events.Count);
            foreach (var stored in events)
            {
                var recorded = new Recorded<TEvent>(stored.Seq, Parse(stored), stored.Envelope);
                upcaster?.Upcast(recorded.Seq, recorded.Event);
                try { state = kind.FoldNext(state!, recorded); }
                catch (Exception e) when (e is InvalidOperationException or InvalidDataException or ArgumentException)
                {
                    throw new InvalidDataException($"the journal is damaged at {stored.Stream} {stored.Seq}: {e.Message}", e);
                }
                run.Add(recorded);
            }
            kind.Project(new StreamRun<TEvent>(stream, id, run), state!, to);
        }

        private TEvent Parse(StoredEvent stored)
        {
            try { return kind.Parser.ParseFrom(stored.Facts); }
            catch (InvalidProtocolBufferException e)
            {
                throw new InvalidDataException($"the journal is damaged at {stored.Stream} {stored.Seq}: its bytes are no {typeof(TEvent).Name}", e);
            }
        }
    }
}
