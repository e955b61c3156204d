using System.Xml.Linq;

namespace RealtimeGov.Architecture.Tests;

/// <summary>One .csproj, as its XML says: nothing is evaluated, so that a reference cannot hide behind a condition.</summary>
internal sealed record Project(
    string Name,
    string File,
    IReadOnlySet<string> References,
    IReadOnlySet<string> Packages,
    IReadOnlySet<string> Frameworks)
{
    public static IReadOnlyList<Project> All { get; } =
        [.. Sources.All.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Order().Select(Load)];

    /// <summary>The room: the folder of the project file, relative to the root.</summary>
    public string Folder => Path.GetDirectoryName(File)!;

    public bool IsTest => File.StartsWith("tests/", StringComparison.Ordinal);

    public static Project Named(string name) => All.Single(project => project.Name == name);

    private static Project Load(string file)
    {
        var xml = XDocument.Parse(Sources.Read(file));

        return new Project(
            Path.GetFileNameWithoutExtension(file),
            file,
            Includes(xml, "ProjectReference").Select(Path.GetFileNameWithoutExtension).ToHashSet()!,
            Includes(xml, "PackageReference").ToHashSet(),
            Includes(xml, "FrameworkReference").ToHashSet());
    }

    private static IEnumerable<string> Includes(XDocument xml, string item) =>
        xml.Descendants().Where(e => e.Name.LocalName == item).Select(e => e.Attribute("Include")?.Value).OfType<string>();
}
