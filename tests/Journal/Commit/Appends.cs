using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Tests.Commit;

/// <summary>Appends as a grain would make them.</summary>
internal sealed class Writer(string stream, long incarnation)
{
    private ulong seq;
    private long number;

    /// <summary>A zombie's view: it believes that the stream ends here.</summary>
    public Writer StandingAt(ulong head)
    {
        seq = head;
        return this;
    }

    public Append Next(Guid? claims = null, string? alsoOpens = null)
    {
        var slices = new List<StreamSlice> { new(stream, ++seq, [new JournalEvent("Test", [1])]) };
        if (alsoOpens is not null) slices.Add(new StreamSlice(alsoOpens, 1, [new JournalEvent("Test", [2])]));
        return new Append(incarnation, ++number, Envelope.Unknown, slices, claims is { } id ? [new Claim(id, stream, "", false)] : [], new ReadRows());
    }
}
