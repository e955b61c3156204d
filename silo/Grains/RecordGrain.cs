using Google.Protobuf;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;

namespace RealtimeGov.Grains;

/// <summary>A grain with a short stream: its state is the fold of all its events, and a change of it is one of them.</summary>
public abstract class RecordGrain<TEvent, TState>(StreamKind<TEvent, TState> kind, SiloContext silo) : StreamGrain<TState>(silo)
    where TEvent : class, IMessage<TEvent>
    where TState : class
{
    protected sealed override TState Fold(StreamHistory history) => kind.Replay(Key, history.Tail);

    /// <summary>Decides, and answers when that is durable.</summary>
    /// <param name="undone">What did not come about, as its sender is told.</param>
    /// <exception cref="NotDurableException">It may be durable: send it again.</exception>
    protected async Task<TReply> Change<TReply>(Func<TState, Decided<TReply>> decide, string undone)
    {
        using var request = Admit();
        var (reply, status) = await Run(_ => null, decide);
        return status == CommitStatus.Committed ? reply! : throw new NotDurableException($"{undone}: {status}. Send it again.");
    }

    /// <summary>One event, which the state has been given.</summary>
    /// <param name="kindCase">The event's KindCase.</param>
    protected Draft DraftOf(TState after, TEvent e, int kindCase, CommandContext context, ContentRow? content = null) =>
        Draft.OfOne(kind, Stream, Key, SeqOf(after), e, kindCase, after, context.Envelope(Silo), content);
}
