using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Grids;

/// <summary>
/// SHA-256 over what a person said in a report, so that an id that comes again with other content is told apart from one
/// that is merely sent again. What a transport may add or drop (the device's clock readings, blanks around codes) is left out.
/// </summary>
public static class ContentDigest
{
    /// <summary>Fields in this order, each as its length and its bytes: no two reports make one sequence. Changing it makes old ids look changed.</summary>
    public static byte[] Of(Report report)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Text(hash, report.StewardId);
        Text(hash, report.GridCode);
        Text(hash, report.Category);
        Text(hash, report.Text);
        Text(hash, report.JoinsIssueId);
        Span<byte> numbers = stackalloc byte[44];
        BinaryPrimitives.WriteInt64BigEndian(numbers, report.ObservedAt?.Seconds ?? 0);
        BinaryPrimitives.WriteInt32BigEndian(numbers[8..], report.ObservedAt?.Nanos ?? -1);
        BinaryPrimitives.WriteDoubleBigEndian(numbers[12..], report.Location?.Latitude ?? 0);
        BinaryPrimitives.WriteDoubleBigEndian(numbers[20..], report.Location?.Longitude ?? 0);
        BinaryPrimitives.WriteDoubleBigEndian(numbers[28..], report.Location?.AccuracyM ?? 0);
        BinaryPrimitives.WriteInt32BigEndian(numbers[36..], (int)report.Disposition);
        BinaryPrimitives.WriteInt32BigEndian(numbers[40..], (int)report.Origin);
        hash.AppendData(numbers);
        foreach (var photo in report.PhotoIds) Text(hash, photo);
        return hash.GetHashAndReset();
    }

    /// <summary>What of a digest lies in the grid's event. 0 stands for an event without one.</summary>
    public static uint MarkOf(ReadOnlySpan<byte> digest) => Math.Max(1, BinaryPrimitives.ReadUInt32BigEndian(digest));

    private static void Text(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
