using System.Security.Cryptography;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Fuzz.Tests.Engine;

/// <summary>What was found before, one file an input: tests/Fuzz/cases/{target}/{hash}.</summary>
internal static class Cases
{
    public static IEnumerable<(string File, byte[] Input)> Of(string target) =>
        Directory.Exists(Folder(target))
            ? Directory.EnumerateFiles(Folder(target)).Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllBytes(file)))
            : [];

    public static string Keep(string target, byte[] input)
    {
        Directory.CreateDirectory(Folder(target));
        var file = Path.Combine(Folder(target), Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 6)));
        File.WriteAllBytes(file, input);
        return Path.GetRelativePath(Repository.Root, file);
    }

    private static string Folder(string target) => Repository.File("tests", "Fuzz", "cases", target);
}
