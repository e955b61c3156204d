using System.Text;

namespace RealtimeGov.Tests.Support;

/// <summary>Files that somebody writes, shortens or removes while a test reads them.</summary>
public static class LivingFiles
{
    /// <summary>Whether the UTF-8 bytes of <paramref name="text"/> stand in any of the files, each read to what is its end by then.</summary>
    public static bool Hold(string folder, string pattern, string text) =>
        Directory.GetFiles(folder, pattern).Any(path => Read(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    // Not by a length asked for beforehand: a log that is cut off meanwhile would end too early.
    private static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
