using System.Security.Cryptography;

namespace RealtimeGov.Grains;

/// <summary>One load of a grain. What it decides is fenced by its id: a later load makes an earlier one's appends fail.</summary>
internal sealed class Incarnation
{
    public long Id { get; } = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));

    /// <summary>Appends made; the next is one above.</summary>
    public long Appends { get; set; }

    /// <summary>Appends whose fate is not known.</summary>
    public int Unanswered { get; set; }

    /// <summary>An append failed: it decides nothing more.</summary>
    public bool IsOver { get; set; }
}
