using System.Text;

namespace RealtimeGov.Bench.Live;

/// <summary>A region that screens watch, its direct children, and what each child accepted.</summary>
internal sealed class Watched(string code, IReadOnlyList<string> children, IReadOnlyList<Arrivals> accepted)
{
    private readonly byte[][] names = [.. children.Select(Encoding.UTF8.GetBytes)];

    public string Code => code;

    public int ChildCount => names.Length;

    public Arrivals Accepted(int child) => accepted[child];

    public long AcceptedInAll => accepted.Sum(a => (long)a.Count);

    /// <param name="hint">Frames list children in one order, so that the guess is nearly always right.</param>
    public int IndexOf(ReadOnlySpan<byte> child, int hint)
    {
        if (hint < names.Length && child.SequenceEqual(names[hint])) return hint;
        for (var i = 0; i < names.Length; i++)
            if (child.SequenceEqual(names[i])) return i;
        return -1;
    }
}
