namespace RealtimeGov.Domain.Photos.Jpeg;

/// <summary>JPEG's markers, the byte behind 0xFF (ITU-T T.81, table B.1).</summary>
internal static class Marker
{
    public const int Prefix = 0xFF;
    public const int HuffmanTables = 0xC4;
    public const int Restart0 = 0xD0;
    public const int Restart7 = 0xD7;
    public const int StartOfImage = 0xD8;
    public const int EndOfImage = 0xD9;
    public const int StartOfScan = 0xDA;
    public const int QuantisationTables = 0xDB;
    public const int RestartInterval = 0xDD;
    public const int App0 = 0xE0;
    public const int App1 = 0xE1;
    public const int App2 = 0xE2;
    public const int App14 = 0xEE;
    public const int Comment = 0xFE;

    /// <summary>Baseline, extended sequential and progressive, all by Huffman coding: what viewers show.</summary>
    public static bool IsFrame(int marker) => marker is 0xC0 or 0xC1 or 0xC2;

    /// <summary>Lossless, hierarchical and arithmetic coding, and a height that comes after the pixels.</summary>
    public static bool IsUnsupported(int marker) => marker is (>= 0xC3 and <= 0xCF and not HuffmanTables) or 0xDC or 0xDE or 0xDF;

    public static bool IsRestart(int marker) => marker is >= Restart0 and <= Restart7;

    /// <summary>Application data, JPEG extensions and comments: nothing of the picture.</summary>
    public static bool IsAside(int marker) => marker is >= App0 and <= Comment;
}
