using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Registration;

/// <summary>Categories as they are sent: `{code, names?, nearM?, nearHours?, joinsByItself?}`.</summary>
internal static class CategoryRows
{
    public static readonly IReadOnlyCollection<string> Fields =
        ["code", "names", "nearM", "nearHours", "joinsByItself"];

    public static Category Read(JsonRow row)
    {
        var category = new Category
        {
            Code = CodeText.Of(row.Json.GetNonEmptyString("code")),
            NearM = row.Json.GetDoubleOrZero("nearM"),
            NearHours = row.Json.GetDoubleOrZero("nearHours"),
            JoinsByItself = row.Json.GetBoolean("joinsByItself"),
        };
        foreach (var (language, name) in row.Json.GetStringMap("names")) category.Names[language] = name;
        return category;
    }

    /// <exception cref="ApiException">One of them cannot be registered; it names the row.</exception>
    public static void Check(IReadOnlyList<Category> categories)
    {
        try
        {
            Categories.Empty.Changes(categories);
        }
        catch (CategoryException wrong)
        {
            // Of two rows with one code, the later is at fault.
            var row = categories.Select((c, index) => (c.Code, index)).Last(c => c.Code == wrong.Category).index;
            throw new ApiException(400, new ApiError(wrong.Code, $"Row {row}: {wrong.Message}", $"第 {row} 行：{wrong.MessageZh}", row, FieldOf(wrong.Code)));
        }
    }

    private static string? FieldOf(string code) => code switch
    {
        "category_malformed" or "category_twice" => "code",
        "category_names" => "names",
        _ => null,
    };
}
