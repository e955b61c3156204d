namespace RealtimeGov.Json;

/// <summary>What is wrong with a JSON text, or with a member of it.</summary>
public enum StrictJsonFault
{
    /// <summary>It is not JSON there.</summary>
    Malformed,

    /// <summary>A text is no Unicode: bytes that are no UTF-8, or an escape of half a surrogate pair.</summary>
    NotUnicode,

    /// <summary>An object names a member a second time there.</summary>
    MemberTwice,

    /// <summary>A member is missing, not known, or not of its type.</summary>
    Member,
}

/// <summary>JSON that is refused. Whoever reads says of what: a request, a row, a file.</summary>
public sealed class StrictJsonException(
    StrictJsonFault fault, TextPosition position = default, string member = "", string must = "", string mustZh = "",
    IReadOnlyCollection<string>? known = null, Exception? inner = null)
    : Exception($"{fault} {member} {must}".Trim(), inner)
{
    public StrictJsonFault Fault => fault;

    /// <summary>Where in the text; unknown for <see cref="StrictJsonFault.Member"/>.</summary>
    public TextPosition Position => position;

    /// <summary>The member's name, with its path as <c>plan.moves[3].grid</c>; empty for the whole text.</summary>
    public string Member => member;

    /// <summary>Goes on after the member's name: "must be a text".</summary>
    public string Must => must;

    public string MustZh => mustZh;

    /// <summary>The members that would be known, where this one is not.</summary>
    public IReadOnlyCollection<string> Known => known ?? [];
}
