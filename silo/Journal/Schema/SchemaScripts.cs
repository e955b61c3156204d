using System.Globalization;
using System.Reflection;

namespace RealtimeGov.Journal.Schema;

/// <summary>The numbered SQL scripts embedded in a store's assembly: <c>0001-journal.sql</c>, <c>0002-...</c>.</summary>
public static class SchemaScripts
{
    /// <param name="folder">Where the assembly holds those of several stores; with dots.</param>
    public static IReadOnlyList<SchemaScript> In(Assembly assembly, string folder = "Sql")
    {
        var scripts = new List<SchemaScript>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal) && n.Contains($".{folder}.", StringComparison.Ordinal)))
        {
            var name = resource.Split('.')[^2];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            scripts.Add(new SchemaScript(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }
        scripts.Sort((a, b) => a.Number.CompareTo(b.Number));
        for (var i = 0; i < scripts.Count; i++)
            if (scripts[i].Number != i + 1) throw new InvalidOperationException($"script {i + 1} is missing in {assembly.GetName().Name}");
        return scripts;
    }

    /// <summary>The statements of a script: they end with a semicolon at the end of a line.</summary>
    public static IEnumerable<string> Statements(SchemaScript script) =>
        script.Sql.Split(";\n").Select(s => s.Trim().TrimEnd(';')).Where(s => s.Length > 0);
}
