using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>Codes of what is refused about hand-overs.</summary>
public static class HandoverErrors
{
    public const string Changed = "handover_changed";
    public const string None = "handover_none";
    public const string Own = "handover_own";
    public const string Malformed = "handover_malformed";
}

/// <summary>What the last shift of a region's desk told the next one, and who took over, as the events tell: facts without the words.</summary>
public sealed class HandoverState(string region)
{
    public string Region => region;

    public ulong Seq { get; private set; }

    /// <summary>Where the note lies among the contents; 0 where none was written.</summary>
    public ulong NoteSeq { get; private set; }

    public HandoverWritten? Written { get; private set; }

    /// <summary>Of the newest note; null until somebody has taken over.</summary>
    public HandoverTaken? Taken { get; private set; }

    public void Apply(HandoverEvent e)
    {
        Seq++;
        switch (e.KindCase)
        {
            case HandoverEvent.KindOneofCase.Written: (Written, NoteSeq, Taken) = (e.Written, Seq, null); break;
            case HandoverEvent.KindOneofCase.Taken: Taken = e.Taken; break;
            default: throw new InvalidOperationException($"handover {region}: an event of a kind this program does not know");
        }
    }

    public HandoverRow ToRow() => new() { Written = Written, Taken = Taken };
}

/// <param name="Refused">Empty, or one of <see cref="HandoverErrors"/>. Neither that nor an event: it is so already.</param>
public sealed record HandoverDecision(HandoverEvent? Event, string Refused = "");

/// <summary>Decides on hand-overs: a note follows the one that its writer has seen, and whoever wrote it does not take over from themselves.</summary>
public static class HandoverDecider
{
    public const int NoteMax = 4_000;

    public static HandoverDecision Decide(HandoverState handover, ChangeHandover command)
    {
        if (command.KindCase == ChangeHandover.KindOneofCase.Take && handover.Taken?.By == command.By) return new(null);
        if (command.ExpectedVersion != handover.Seq) return new(null, HandoverErrors.Changed);
        return command.KindCase switch
        {
            ChangeHandover.KindOneofCase.Write => IsNote(command.Write.Note)
                ? new(new HandoverEvent { Written = new HandoverWritten { By = command.By, AtUs = command.AtUs } })
                : new(null, HandoverErrors.Malformed),
            ChangeHandover.KindOneofCase.Take when handover.Written is null => new(null, HandoverErrors.None),
            ChangeHandover.KindOneofCase.Take when handover.Written?.By == command.By => new(null, HandoverErrors.Own),
            ChangeHandover.KindOneofCase.Take when handover.Taken is not null => new(null, HandoverErrors.Changed),
            ChangeHandover.KindOneofCase.Take => new(new HandoverEvent { Taken = new HandoverTaken { By = command.By, AtUs = command.AtUs } }),
            _ => throw new ArgumentException("a change of a hand-over of no kind that this program knows"),
        };
    }

    // Of several lines; nothing to tell is told too.
    private static bool IsNote(string text) => text.Length <= NoteMax && !text.Any(c => c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t')));
}
