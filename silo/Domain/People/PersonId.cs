using RealtimeGov.Domain.Stewards;

namespace RealtimeGov.Domain.People;

/// <summary>
/// A person's id, which is what the person signs in with. Small letters only, so that no two people have names that differ
/// in the case of a letter: one stream for each makes them unique.
/// </summary>
public static class PersonId
{
    public static readonly string Rule = $"an id is 1 to {StewardRules.IdCharactersMax} of a-z, 0-9, '_', '.', '-'";

    public static bool IsId(string id) => StewardRules.IsId(id) && !id.Any(char.IsAsciiLetterUpper);

    /// <summary>As typed: capitals are small letters, blanks around it are none of it.</summary>
    public static string Of(string typed) => typed.Trim().ToLowerInvariant();
}
