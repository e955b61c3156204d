namespace RealtimeGov.Engines.Local;

/// <summary>One request to an actor, and its reply. It stands in a list of its activation, as a link of it.</summary>
internal abstract class Asked
{
    /// <summary>Where it was let in last.</summary>
    public Activation Home { get; set; } = null!;

    public Asked? Previous { get; set; }

    public Asked? Next { get; set; }

    /// <summary>The list it stands in, or null.</summary>
    public AskedList? List { get; set; }

    /// <summary>In the actor's turn. It does not throw.</summary>
    public abstract void Run();

    public abstract void Fail(Exception error);
}

internal sealed class Asked<TActor, TReply>(Func<TActor, Task<TReply>> request) : Asked where TActor : class
{
    // Asynchronously: a caller's code must not run in the actor's turn.
    private readonly TaskCompletionSource<TReply> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TReply> Reply => reply.Task;

    public override async void Run()
    {
        var home = Home;
        try { reply.TrySetResult(await request((TActor)home.Actor)); } // it may have failed meanwhile, with its silo
        catch (Exception e) { reply.TrySetException(e); }
        finally { home.Done(this); }
    }

    public override void Fail(Exception error) => reply.TrySetException(error);
}

/// <summary>Requests in the order in which they came; one in the middle leaves without a search.</summary>
internal sealed class AskedList
{
    private Asked? first, last;

    public int Count { get; private set; }

    public void Add(Asked asked)
    {
        (asked.List, asked.Previous, asked.Next) = (this, last, null);
        if (last is null) first = asked;
        else last.Next = asked;
        last = asked;
        Count++;
    }

    /// <summary>Nothing where it stands elsewhere.</summary>
    public void Remove(Asked asked)
    {
        if (asked.List != this) return;
        if (asked.Previous is null) first = asked.Next;
        else asked.Previous.Next = asked.Next;
        if (asked.Next is null) last = asked.Previous;
        else asked.Next.Previous = asked.Previous;
        (asked.List, asked.Previous, asked.Next) = (null, null, null);
        Count--;
    }

    public Asked? TakeFirst()
    {
        var taken = first;
        if (taken is not null) Remove(taken);
        return taken;
    }
}
