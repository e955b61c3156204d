using System.Collections.Frozen;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Taxonomy;

/// <summary>The registered categories, two levels (<c>class/kind</c>), immutable. A code is compared character by character.</summary>
public sealed class Categories
{
    /// <summary>What a report counts as when its category is empty or unknown: classifying is the loop's second step.</summary>
    public const string Unclassified = "unclassified";

    /// <summary>The most characters a code may have.</summary>
    public const int CodeCharactersMax = 128;

    /// <summary>Stands between class and kind, at most once.</summary>
    public const char Separator = '/';

    private readonly FrozenDictionary<string, Entry> byCode;

    private Categories(FrozenDictionary<string, Entry> byCode)
    {
        this.byCode = byCode;
        All = [.. byCode.Values.Select(e => e.Category).OrderBy(c => c.Code, StringComparer.Ordinal)];
    }

    public static Categories Empty { get; } = new(FrozenDictionary<string, Entry>.Empty);

    /// <summary>In the order of their codes.</summary>
    public IReadOnlyList<Category> All { get; }

    /// <summary>The last of several with one code holds.</summary>
    public static Categories From(IEnumerable<Category> categories)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var category in categories)
            entries[category.Code] = new Entry(category, Nearness.Of(category.NearM, category.NearHours, category.JoinsByItself));
        return new Categories(entries.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public Category? Find(string code) => byCode.TryGetValue(code, out var entry) ? entry.Category : null;

    /// <summary>The code a report counts under: what was sent if it is registered, else <see cref="Unclassified"/>.</summary>
    public string Counted(string? sent) =>
        // The registered string, not the message's: millions of reports share a few dozen instances.
        !string.IsNullOrEmpty(sent) && byCode.TryGetValue(sent, out var entry) ? entry.Category.Code : Unclassified;

    /// <summary>The settings of a category, or the defaults where it is unknown.</summary>
    public Nearness NearnessOf(string code) => byCode.TryGetValue(code, out var entry) ? entry.Nearness : Nearness.Default;

    /// <summary>
    /// 1 to 128 printable characters: what a report may say, known or not. A report is not refused for more slashes than
    /// two levels have; it counts as <see cref="Unclassified"/>, because such a code cannot be registered.
    /// </summary>
    public static bool IsWellFormed(string? code) => Printable.Is(code, CodeCharactersMax);

    /// <summary>Well-formed, with at most one <c>/</c> and something on both sides of it: what can be registered.</summary>
    public static bool IsTwoLevel(string? code)
    {
        if (!Printable.IsName(code, CodeCharactersMax)) return false;
        var at = code!.IndexOf(Separator);
        return at < 0 || (code.IndexOf(Separator, at + 1) < 0
            && !code.AsSpan(0, at).IsWhiteSpace() && !code.AsSpan(at + 1).IsWhiteSpace());
    }

    /// <summary>The class of a code: what stands before the separator, or the whole code.</summary>
    public static string ClassOf(string code) => code.IndexOf(Separator) is var at and >= 0 ? code[..at] : code;

    /// <summary>What has to be journalled so that <paramref name="wanted"/> holds: nothing for what already does.</summary>
    /// <exception cref="CategoryException">One of them is not acceptable; nothing is to be journalled then.</exception>
    public IReadOnlyList<CategoryDefined> Changes(IEnumerable<Category> wanted)
    {
        var checkedOnes = new Dictionary<string, Category>(StringComparer.Ordinal);
        foreach (var category in wanted)
        {
            CategoryRules.Check(category);
            if (checkedOnes.TryGetValue(category.Code, out var before) && !before.Equals(category))
                throw CategoryRules.Twice(category.Code);
            checkedOnes[category.Code] = category;
        }

        return [.. checkedOnes.Values.Where(c => !c.Equals(Find(c.Code))).Select(c => new CategoryDefined { Category = c })];
    }

    /// <summary>These, with the changes applied.</summary>
    public Categories With(IEnumerable<CategoryDefined> changes) => From(All.Concat(changes.Select(c => c.Category)));

    private sealed record Entry(Category Category, Nearness Nearness);
}
