namespace RealtimeGov.Architecture.Tests;

/// <summary>Asserts that nobody breaks a rule, and names everybody who does in full.</summary>
internal static class Rule
{
    public static void HasNoOffender(IEnumerable<string> offenders)
    {
        var found = offenders.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found.Prepend($"{found.Count} offenders:")));
    }
}
