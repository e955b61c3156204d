namespace RealtimeGov.Fuzz.Tests.Engine;

/// <summary>Something that takes bytes from strangers.</summary>
internal abstract class Target
{
    /// <summary>Names its folder below tests/Fuzz/cases.</summary>
    public abstract string Name { get; }

    /// <summary>Valid inputs, from which wrong ones are made.</summary>
    public abstract IReadOnlyList<byte[]> Valid { get; }

    /// <summary>Pieces that its format gives a meaning to; they are put anywhere.</summary>
    public virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>Inputs for each of the fixed seeds: what keeps all targets together within 45 s on two cores.</summary>
    public abstract int Rounds { get; }

    /// <summary>Takes the input. Its own typed refusals end here; whatever else comes out is a find.</summary>
    public abstract Task Take(byte[] input);

    /// <summary>Bytes that taking an input of that length may allocate; null where another process takes it.</summary>
    public abstract long? AllocatedBytesMax(int length);
}
