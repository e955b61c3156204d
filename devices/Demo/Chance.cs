using System.Text;

namespace RealtimeGov.Devices.Demo;

/// <summary>
/// A small seeded generator (SplitMix64): the same seed gives the same demo on every machine and runtime version,
/// which <see cref="Random"/> does not promise. Not for secrets. Not for more than one thread.
/// </summary>
public sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>A generator of one thing's own, so that adding another thing does not change it.</summary>
    public static Chance Of(ulong seed, string name)
    {
        // FNV-1a, 64 bits.
        var hash = 14695981039346656037UL ^ seed;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ octet) * 1099511628211UL;
        return new Chance(hash);
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>In [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>In [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)(Unit() * count);

    public bool Happens(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Each item as often as its weight says; at least one weight is above zero.</summary>
    public T Pick<T>(IReadOnlyList<T> items, Func<T, double> weight)
    {
        var at = Unit() * items.Sum(weight);
        foreach (var item in items)
            if ((at -= weight(item)) < 0)
                return item;
        return items.Last(item => weight(item) > 0); // Rounding ate the rest.
    }
}
