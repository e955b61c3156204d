namespace RealtimeGov.Interop;

/// <summary>Hears of every call that is cancelled while its handler runs, by the name the call gave itself.</summary>
internal sealed class CancelledCalls(Action<string> say)
{
    public void Tell(string name) => say($"cancelled {name}");
}
