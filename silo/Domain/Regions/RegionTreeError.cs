namespace RealtimeGov.Domain.Regions;

/// <summary>The ways in which definitions can fail to make a tree.</summary>
public static class RegionTreeError
{
    public const string CodeMalformed = "code_malformed";
    public const string CodeTwice = "code_twice";
    public const string NameMalformed = "name_malformed";
    public const string KindMissing = "kind_missing";
    public const string TimeZoneUnknown = "time_zone_unknown";
    public const string RootMissing = "root_missing";
    public const string RootTwice = "root_twice";
    public const string RootKind = "root_kind";
    public const string ParentUnknown = "parent_unknown";
    public const string Cycle = "cycle";
    public const string TooDeep = "too_deep";
    public const string GridWithChildren = "grid_with_children";
    public const string TradeWithChildren = "trade_with_children";
    public const string FromDate = "from_date";

    /// <summary>One of the above, with its texts.</summary>
    public static RegionTreeException Of(string error, string region) => error switch
    {
        CodeMalformed => new(error, region,
            $"Region code '{region}' must be 1 to {RegionCode.LengthMax} of A-Z, a-z, 0-9, '_', '-'.",
            $"区划代码“{region}”应为 1 至 {RegionCode.LengthMax} 个字母、数字、“_”或“-”。"),
        CodeTwice => new(error, region,
            $"Region {region} is defined twice.", $"区划 {region} 重复定义。"),
        NameMalformed => new(error, region,
            $"Region {region}: the name must be at most {TreeRules.NameCharactersMax} printable characters.",
            $"区划 {region}：名称至多 {TreeRules.NameCharactersMax} 个可见字符。"),
        KindMissing => new(error, region,
            $"Region {region}: the kind must be 1 to {RegionCode.LengthMax} of A-Z, a-z, 0-9, '_', '-'.",
            $"区划 {region}：类型缺失或无效。"),
        TimeZoneUnknown => new(error, region,
            $"Region {region}: the time zone is not in the IANA database.", $"区划 {region}：时区不在 IANA 数据库中。"),
        RootMissing => new(error, region,
            "No region is the root: one must have no parent.", "没有根区划：应有一个区划无上级。"),
        RootTwice => new(error, region,
            $"Region {region} is a second root: only one may have no parent.", $"区划 {region} 是第二个根：只能有一个区划无上级。"),
        RootKind => new(error, region,
            $"The root {region} can be neither a grid nor a trade.", $"根区划 {region} 不能是网格或行业。"),
        ParentUnknown => new(error, region,
            $"Region {region}: its parent is not in the tree.", $"区划 {region}：上级不存在。"),
        Cycle => new(error, region,
            $"Region {region} is below itself.", $"区划 {region} 的上级关系成环。"),
        TooDeep => new(error, region,
            $"Region {region} has more than {TreeRules.DepthMax} regions above it.", $"区划 {region} 的上级超过 {TreeRules.DepthMax} 层。"),
        GridWithChildren => new(error, region,
            $"Region {region} is below a grid.", $"区划 {region} 的上级是网格。"),
        TradeWithChildren => new(error, region,
            $"Region {region} is below a trade.", $"区划 {region} 的上级是行业。"),
        _ => new(error, region,
            $"Region {region}: the day from which it holds is no calendar day.", $"区划 {region}：生效日期无效。"),
    };
}
