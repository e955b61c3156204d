namespace RealtimeGov.Tests.Support;

/// <summary>Real data that lies beside the repository, in <c>../shared/data</c>, and may be absent.</summary>
public static class SharedData
{
    /// <summary>The folder, whether or not it is there.</summary>
    public static string Folder { get; } =
        System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", "data"));

    /// <summary>The full path of a file of that folder, whether or not it is there.</summary>
    public static string Path(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>Null when every file is there, else the reason to skip, which the test runner accepts from CI.</summary>
    public static string? WhyAbsent(params string[] names)
    {
        var missing = names.FirstOrDefault(name => !File.Exists(Path(name)));
        return missing is null ? null : $"shared data is absent: ../shared/data/{missing}";
    }
}
