namespace RealtimeGov.Domain.Programmes;

/// <summary>Why an act is refused, for the reasons that all kinds share; nothing has changed then.</summary>
public static class ProgrammeRefusals
{
    public const string NotDefined = "programme_unknown";
    public const string ActionUnknown = "action_unknown";
    public const string FieldMissing = "field_missing";
    public const string FieldMalformed = "field_malformed";
    public const string FieldUnknown = "field_unknown";
    public const string ItemUnknown = "item_unknown";
    public const string ItemTaken = "item_taken";
    public const string ItemsFull = "items_full";
    public const string RegionUnknown = "unknown_region";
    public const string RegionOutside = "region_outside";
    public const string NotOwn = "not_own";
    public const string DatesMalformed = "dates_malformed";
    public const string StateForbids = "state_forbids";
    public const string DayInFuture = "day_in_future";

    public static IReadOnlyList<ProgrammeWord> Words { get; } =
    [
        new(NotDefined, "There is no such programme: define it first.", "没有此项目，请先设立。"),
        new(ActionUnknown, "There is no such action for this kind of programme.", "此类项目没有这种操作。"),
        new(FieldMissing, "A field that the action needs is missing.", "缺少必填项。"),
        new(FieldMalformed, "A field does not have the form that it must have.", "有字段格式不符。"),
        new(FieldUnknown, "The action has no such field.", "此操作没有这个字段。"),
        new(ItemUnknown, "The programme has no such item.", "项目中没有此条目。"),
        new(ItemTaken, "The item's id is another's already: choose another.", "条目编号已被占用，请另选一个。"),
        new(ItemsFull, "The programme holds as many items as it can: define a further one.", "条目数量已达上限，请另设项目。"),
        new(RegionUnknown, "There is no region of this code today.", "当日没有此代码的区划。"),
        new(RegionOutside, "The region is not below the programme's.", "区划不在项目范围内。"),
        new(NotOwn, "Only whoever runs the programme acts for somebody else.", "只有项目管理者可以代他人操作。"),
        new(DatesMalformed, "The dates are not in order.", "起止日期不合理。"),
        new(StateForbids, "That is not possible as the item stands.", "条目当前状态不允许此操作。"),
        new(DayInFuture, "The day is yet to come.", "日期尚未到来。"),
    ];
}
