namespace RealtimeGov.Domain.Deadlines;

/// <summary>A category as settings name it: itself, its classes, and "" for every category; the most specific first.</summary>
public static class CategoryNames
{
    public static IEnumerable<string> From(string category)
    {
        for (var name = category; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('/'))]) yield return name;
        yield return "";
    }
}
