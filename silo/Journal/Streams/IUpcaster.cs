namespace RealtimeGov.Journal.Streams;

/// <summary>Brings a stream's events of earlier releases to today's form, one after another from the first.</summary>
public interface IUpcaster<in TEvent>
{
    /// <summary>May change the event, which was just read.</summary>
    void Upcast(ulong seq, TEvent e);
}
