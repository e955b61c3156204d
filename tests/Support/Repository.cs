namespace RealtimeGov.Tests.Support;

/// <summary>Where the repository lies, found from the test assembly upwards.</summary>
public static class Repository
{
    /// <summary>The folder that holds RealtimeGov.sln, without a trailing separator.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path below the root, for example <c>File("protos", "realtimegov")</c>.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A built executable: <c>artifacts/publish/{assembly}/release/{assembly}</c>.</summary>
    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public static string Executable(string assembly)
    {
        var path = File("artifacts", "publish", assembly, "release", assembly);
        return System.IO.File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{assembly} is not built: dotnet build RealtimeGov.sln -c Release", path);
    }

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "RealtimeGov.sln")))
                return folder.FullName;

        throw new DirectoryNotFoundException($"no folder above {start} holds RealtimeGov.sln");
    }
}
