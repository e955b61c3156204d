using System.Text;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>A photo as a device holds it: a real file, with something in it that must not be stored.</summary>
internal sealed record Original(byte[] Bytes)
{
    public string Id { get; } = PhotoId.Of(Bytes);

    /// <summary>What is stored of it.</summary>
    public byte[] Stored => PhotoConversion.Convert(Bytes).Bytes.ToArray();

    public byte[] Thumbnail => PhotoConversion.Convert(Bytes).Thumbnail.ToArray();

    /// <summary>A JPEG with a comment in it and a tail behind it; another number is another photo of the same look.</summary>
    public static Original Jpeg(int number = 1, int tailBytes = 0)
    {
        var plain = Plain("plain.jpg");
        var comment = Encoding.ASCII.GetBytes($"taken by device {number}");
        return new([.. plain[..2], 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment, .. plain[2..], .. new byte[tailBytes]]);
    }

    public static byte[] Plain(string name) => File.ReadAllBytes(Repository.File("tests", "Gateway", "Photos", "files", name));
}
