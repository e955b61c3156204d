using RealtimeGov.Domain.Tests.Photos.Camera;

namespace RealtimeGov.Domain.Tests.Photos;

/// <summary>Pieces of a valid progressive JPEG of one grey block, put together by hand.</summary>
internal static class JpegParts
{
    public static readonly byte[] Start = [0xFF, 0xD8];
    public static readonly byte[] End = [0xFF, 0xD9];
    public static readonly byte[] Quantisation = CameraJpeg.Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);

    /// <summary>One symbol 0 of one bit, for differences (class 0) and for runs (class 1).</summary>
    public static readonly byte[] Huffman = CameraJpeg.Segment(0xC4, [0, 1, .. new byte[15], 0, 0x10, 1, .. new byte[15], 0]);

    public static readonly byte[] FirstScan = [.. CameraJpeg.Segment(0xDA, [1, 1, 0, 0, 0, 0]), 0x7F];
    public static readonly byte[] SecondScan = [.. CameraJpeg.Segment(0xDA, [1, 1, 0, 1, 63, 0]), 0x7F];

    public static byte[] Frame(int width = 8, int height = 8, int marker = 0xC2, int bits = 8) => CameraJpeg.Segment(
        marker, [(byte)bits, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]);

    public static byte[] Whole(params byte[][] beforeEnd) =>
        [.. Start, .. Quantisation, .. Frame(), .. Huffman, .. FirstScan, .. beforeEnd.SelectMany(b => b), .. End];

    public static byte[] WithFrame(byte[] frame) => [.. Start, .. Quantisation, .. frame, .. Huffman, .. FirstScan, .. SecondScan, .. End];
}
