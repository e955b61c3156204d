using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Taxonomy;

/// <summary>What a category must be like to be registered.</summary>
internal static class CategoryRules
{
    /// <summary>A category has a name in a handful of languages.</summary>
    private const int NamesMax = 16;

    private const int LanguageCharactersMax = 35; // RFC 5646, section 4.4.1
    private const int NameCharactersMax = 128;

    public static void Check(Category category)
    {
        if (!Categories.IsTwoLevel(category.Code))
            throw new CategoryException("category_malformed", category.Code,
                "A category code has 1 to 128 printable characters, with at most one '/' between class and kind.",
                "类别代码为 1 至 128 个可见字符，大类与小类之间至多一个“/”。");
        if (category.Names.Count > NamesMax || category.Names.Any(n => !IsName(n.Key, n.Value)))
            throw new CategoryException("category_names", category.Code,
                $"Category {category.Code}: at most {NamesMax} names, each 1 to {NameCharactersMax} printable characters under a language tag.",
                $"类别 {category.Code}：至多 {NamesMax} 个名称，每个为语言标签下 1 至 {NameCharactersMax} 个可见字符。");
        if (!IsIn(category.NearM, Nearness.DistanceMaxM) || !IsIn(category.NearHours, Nearness.HoursMax))
            throw new CategoryException("near_range", category.Code,
                $"Category {category.Code}: nearM is 0 to {Nearness.DistanceMaxM} and nearHours 0 to {Nearness.HoursMax}.",
                $"类别 {category.Code}：nearM 应为 0 至 {Nearness.DistanceMaxM}，nearHours 应为 0 至 {Nearness.HoursMax}。");
    }

    public static CategoryException Twice(string code) => new("category_twice", code,
        $"Category {code} is sent twice with different settings.", $"类别 {code} 重复出现且设置不同。");

    private static bool IsName(string language, string name) =>
        Printable.IsName(language, LanguageCharactersMax) && Printable.IsName(name, NameCharactersMax);

    // NaN is in no range.
    private static bool IsIn(double value, double max) => value >= 0 && value <= max;
}
