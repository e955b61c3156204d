using RealtimeGov.Devices.Transport;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Cli;

/// <summary>Says once that the line went down, and that it came back; and what the server could not read.</summary>
internal sealed class LinkTeller(Phrases phrases, Action<string> say)
{
    private bool down;

    public void Link(LinkChange change)
    {
        var wasDown = down;
        down = change.State == LinkState.Down;
        if (down && !wasDown)
            say(phrases.LinkDown(change.Reason, change.NextAttemptIn));
        else if (!down && wasDown)
            say(phrases.LinkUp);
    }

    public void Unread(UnreadBatch batch) => say(phrases.Unread(batch));
}
