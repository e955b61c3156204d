namespace RealtimeGov.BadInput.Tests.Table;

/// <summary>Compares in full, and names the line of bad-input.md that does not hold.</summary>
internal static class Told
{
    /// <summary>An answer repeats so many UTF-16 units of what was sent, then three dots.</summary>
    private const int EchoMax = 40;

    private const int DistinctMin = 3;

    public static void Holds(Row row, string came, string told)
    {
        Assert.True(came == told, $"bad-input.md, line {row.Line}, {row.Key}\n told: {told}\n came: {came}");
    }

    /// <summary>The answer with <c>{input}</c> where it repeats what was sent, so that one line tells of several inputs.</summary>
    public static string WithoutEcho(string came, string sent)
    {
        if (sent.Length > EchoMax && Visible.Of(sent[..EchoMax]) is var cut) return came.Replace($"{cut}...", "{input}", StringComparison.Ordinal).Replace(Visible.Of(sent), "{input}", StringComparison.Ordinal);
        // "x" stands in many words: as what was sent it stands in quotes.
        var shown = Visible.Of(sent);
        return shown.Length >= DistinctMin ? came.Replace(shown, "{input}", StringComparison.Ordinal) : came.Replace($"'{shown}'", "'{input}'", StringComparison.Ordinal);
    }
}
