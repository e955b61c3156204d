namespace RealtimeGov.Grains.Shell;

/// <summary>The journal's streams: one for each actor that decides.</summary>
public static class StreamNames
{
    public const string Town = "town";

    public const string Placement = "placement";

    public static string Grid(string code) => $"grid/{code}";

    public static string Issue(string id) => $"issue/{id}";

    public static string Steward(string id) => $"steward/{id}";
}
