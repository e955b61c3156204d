using Google.Protobuf;

namespace RealtimeGov.Journal.ReadModel;

/// <summary>A value of a row on its way to a store: a number, text or bytes; never null. Numbers are not boxed.</summary>
public readonly struct RowValue
{
    private static readonly object RealMark = new();

    private RowValue(object? reference, long number = 0) => (Reference, Number) = (reference, number);

    /// <summary>None for an integer; the text; the bytes, a <see cref="ByteString"/>, or what makes the bytes when they are written.</summary>
    public object? Reference { get; }

    public long Number { get; }

    public bool IsReal => ReferenceEquals(Reference, RealMark);

    public double Real => BitConverter.Int64BitsToDouble(Number);

    public string Text => (string)Reference!;

    public static implicit operator RowValue(int value) => new(null, value);

    public static implicit operator RowValue(long value) => new(null, value);

    public static implicit operator RowValue(ulong value) => new(null, (long)value);

    public static implicit operator RowValue(bool value) => new(null, value ? 1 : 0);

    public static implicit operator RowValue(double value) => new(RealMark, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator RowValue(string value) => new(value ?? throw new ArgumentNullException(nameof(value)));

    public static implicit operator RowValue(byte[] value) => new(value ?? throw new ArgumentNullException(nameof(value)));

    public static implicit operator RowValue(ByteString value) => new(value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Bytes that are made only if the row is written: most rows of a busy day are overtaken within their batch.</summary>
    public static RowValue Deferred(Func<byte[]> bytes) => new(bytes);

    public byte[] ToBytes() => Reference switch
    {
        byte[] bytes => bytes,
        ByteString bytes => bytes.ToByteArray(),
        Func<byte[]> make => make(),
        _ => throw new InvalidOperationException("no bytes"),
    };
}
