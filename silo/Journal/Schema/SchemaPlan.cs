namespace RealtimeGov.Journal.Schema;

/// <summary>Which of a store's numbered scripts are to be applied. Forward only.</summary>
public static class SchemaPlan
{
    /// <summary>
    /// The scripts above <paramref name="current"/>. A program that knows N scripts runs on schema N, and on N+1 too, so
    /// that silos can be upgraded one after another.
    /// </summary>
    /// <exception cref="SchemaException">The schema is newer than that.</exception>
    public static IReadOnlyList<SchemaScript> Missing(int current, IReadOnlyList<SchemaScript> known, string store)
    {
        var newest = known.Count;
        if (current > newest + 1)
            throw new SchemaException($"{store} has schema {current}; this program runs on schema {newest} or {newest + 1}. Start the release that made schema {current}, or restore the backup taken before it.");
        return [.. known.Where(script => script.Number > current)];
    }
}

/// <param name="Number">From 1, without gaps.</param>
public sealed record SchemaScript(int Number, string Name, string Sql);

/// <summary>The store's schema is not one that this program runs on; the message says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);
