using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Open311;

/// <summary>The town's categories as services, and what may be said with a request of one.</summary>
internal static class ServiceList
{
    public static GeoList Of(Categories categories, bool isEnglish) => new("service", [.. Codes(categories).Select(code => Told(code, categories, isEnglish))]);

    /// <summary>The same for every service. All of it may be left out.</summary>
    public static GeoRecord Definition(string code, bool isEnglish)
    {
        var attributes = new List<object>
        {
            Attribute(1, ForeignReport.ExternalId, "string", isEnglish ? "Your own id of this request: sent again under it, it counts once." : "贵方对该诉求的编号：以同一编号重发只计一次。"),
            Attribute(2, ForeignReport.ObservedAt, "datetime", isEnglish ? "When it was observed, with its offset; now, unless you say so." : "发现时间（带时差），未填为现在。"),
            Attribute(3, ForeignReport.Answer, "singlevaluelist", isEnglish ? "How this request is answered: with its id, or with a token." : "返回编号还是 token。",
                new GeoRecord(("key", "id"), ("name", "service_request_id")), new GeoRecord(("key", "token"), ("name", "token"))),
        };
        return new GeoRecord(("service_code", code), ("attributes", new GeoList("attribute", attributes)));
    }

    /// <exception cref="Api.ApiException">There is none of this code.</exception>
    public static string Known(string code, Categories categories) => Codes(categories).Contains(code) ? code : throw GeoErrors.UnknownService(code);

    /// <summary>In the language that is asked for, else in any that there is, else the code.</summary>
    public static string NameOf(string code, Categories categories, bool isEnglish)
    {
        if (code == Categories.Unclassified) return isEnglish ? "Other" : "其他";
        var names = categories.Find(code)?.Names;
        return names is null || names.Count == 0 ? code
            : names.TryGetValue(isEnglish ? "en" : "zh", out var name) ? name
            : names.OrderBy(one => one.Key, StringComparer.Ordinal).First().Value;
    }

    private static IEnumerable<string> Codes(Categories categories) =>
        categories.All.Select(category => category.Code).Append(Categories.Unclassified).Distinct(StringComparer.Ordinal);

    private static GeoRecord Told(string code, Categories categories, bool isEnglish) => new(
        ("service_code", code), ("service_name", NameOf(code, categories, isEnglish)), ("description", NameOf(code, categories, !isEnglish)),
        ("metadata", true), ("type", "realtime"), ("keywords", KeywordsOf(code, categories.Find(code))), ("group", Categories.ClassOf(code)));

    private static string? KeywordsOf(string code, Category? category) =>
        category is { Names.Count: > 0 } ? string.Join(", ", category.Names.OrderBy(name => name.Key, StringComparer.Ordinal).Select(name => name.Value).Distinct()) : code;

    private static GeoRecord Attribute(int order, string code, string type, string description, params IReadOnlyList<object> values) => new(
        ("variable", true), ("code", code), ("datatype", type), ("required", false), ("datatype_description", null), ("order", order), ("description", description),
        ("values", new GeoList("value", values)));
}
