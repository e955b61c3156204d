namespace RealtimeGov.Grains;

/// <summary>The journal's streams, named as <see cref="GrainNames.StreamOf"/> names the grains that decide on them.</summary>
public static class StreamNames
{
    public static string Grid(string code) => $"{GrainNames.Grid}/{code}";

    public static string Issue(string id) => $"{GrainNames.Issue}/{id}";
}
