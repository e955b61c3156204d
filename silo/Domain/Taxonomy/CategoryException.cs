namespace RealtimeGov.Domain.Taxonomy;

/// <summary>A category that cannot be registered; nothing of its request was.</summary>
/// <param name="code">What is wrong: <c>category_malformed</c>, <c>category_twice</c>, <c>category_names</c>, <c>near_range</c>.</param>
/// <param name="category">The category's code as sent.</param>
public sealed class CategoryException(string code, string category, string message, string messageZh) : Exception(message)
{
    public string Code { get; } = code;

    public string Category { get; } = category;

    public string MessageZh { get; } = messageZh;
}
