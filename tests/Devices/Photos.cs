using System.Security.Cryptography;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests;

/// <summary>Files that begin like photos; what follows is noise that a number makes.</summary>
internal static class Photos
{
    public static string Jpeg(TempFolder folder, int number, int bytes = 5000)
    {
        var path = folder.File($"photo{number}.jpg");
        File.WriteAllBytes(path, Bytes(number, bytes));
        return path;
    }

    public static byte[] Bytes(int number, int bytes = 5000)
    {
        var content = new byte[bytes];
        new Random(number).NextBytes(content);
        ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(content);
        return content;
    }

    public static string Id(int number, int bytes = 5000) => Convert.ToHexStringLower(SHA256.HashData(Bytes(number, bytes)));
}
