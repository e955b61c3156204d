using System.Text.RegularExpressions;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Architecture.Tests;

/// <summary>
/// A clone builds from whatever feed and mirror its machine is set up with, so no file names one, nor a folder of the
/// machine on which it was written.
/// </summary>
public sealed class AddressTests
{
    // Put together here, so that this file passes its own rule.
    private static readonly string[] Registries =
    [
        "nu" + "get.org", "npm" + "js", "deb" + "ian.org", "ubu" + "ntu.com", "py" + "pi.org", "python" + "hosted.org",
        "crates" + ".io", "yarn" + "pkg.com", "npm" + "mirror.com", "mcr." + "microsoft", "docker" + ".io", "proxy." + "golang",
    ];

    private static readonly Regex Named = new(
        string.Join('|', Registries.Select(Regex.Escape)), RegexOptions.IgnoreCase);

    private static readonly Regex MachineFolder = new(@"(?<![\w.\-/*])/(wo" + "rk|ro" + @"ot|home/\w+)/");

    [Fact]
    public void NoFileNamesAPackageRegistry() => Rule.HasNoOffender(Lines(Named));

    [Fact]
    public void NoFileNamesAFolderOfItsAuthorsMachine() => Rule.HasNoOffender(Lines(MachineFolder));

    private static IEnumerable<string> Lines(Regex banned) =>
        from file in Sources.All
        where !IsBinary(file)
        from line in Sources.Read(file).Split('\n').Select((text, index) => (text, number: index + 1))
        where banned.IsMatch(line.text)
        select $"{file}:{line.number}: {banned.Match(line.text).Value}";

    private static bool IsBinary(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Repository.Root, file));
        Span<byte> head = stackalloc byte[1024];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)].Contains((byte)0);
    }
}
