using System.Buffers.Binary;
using System.Text;

namespace RealtimeGov.Gateway.Tests.Photos.Camera;

/// <summary>Writes TIFF as cameras do for EXIF: directories with values, directories within directories, one behind the other.</summary>
internal static class Tiff
{
    public static byte[] Write(bool little, Ifd first, Ifd? second = null)
    {
        var writer = new Writer(little);
        var head = new List<byte>(little ? "II"u8.ToArray() : "MM"u8.ToArray());
        head.AddRange(writer.U16(42));
        head.AddRange(writer.U32(8));
        var main = writer.Directory(first, 8, hasNext: second is not null);
        var all = head.Concat(main);
        return second is null ? [.. all] : [.. all, .. writer.Directory(second, 8 + main.Length, hasNext: false)];
    }

    private sealed class Writer(bool little)
    {
        public byte[] U16(int value)
        {
            var bytes = new byte[2];
            if (little) BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
            else BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
            return bytes;
        }

        public byte[] U32(long value)
        {
            var bytes = new byte[4];
            if (little) BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
            else BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
            return bytes;
        }

        public byte[] Directory(Ifd ifd, int at, bool hasNext)
        {
            var entries = ifd.Entries.OrderBy(e => e.Tag).ToList();
            var values = new List<byte>();
            var table = new List<byte>(U16(entries.Count));
            var valuesAt = at + 2 + 12 * entries.Count + 4;
            foreach (var entry in entries)
            {
                var place = valuesAt + values.Count;
                var value = entry.Below is { } below ? Directory(below, place, hasNext: false) : Value(entry);
                table.AddRange([.. U16(entry.Tag), .. U16(entry.Type), .. U32(entry.Count)]);
                if (entry.Below is null && value.Length <= 4)
                {
                    table.AddRange([.. value, .. new byte[4 - value.Length]]);
                    continue;
                }

                table.AddRange(U32(place));
                values.AddRange(value);
                if (values.Count % 2 == 1) values.Add(0);
            }

            table.AddRange(U32(hasNext ? valuesAt + values.Count : 0));
            return [.. table, .. values];
        }

        private byte[] Value(IfdEntry entry) => entry.Type switch
        {
            3 => [.. entry.Numbers!.SelectMany(n => U16((int)n))],
            4 or 5 => [.. entry.Numbers!.SelectMany(U32)],
            _ => entry.Bytes!,
        };
    }
}

/// <summary>A directory of EXIF, filled by calls.</summary>
internal sealed class Ifd
{
    public List<IfdEntry> Entries { get; } = [];

    public Ifd Text(int tag, string text) => Add(new(tag, 2, text.Length + 1) { Bytes = [.. Encoding.ASCII.GetBytes(text), 0] });

    public Ifd Bytes(int tag, byte[] bytes) => Add(new(tag, 7, bytes.Length) { Bytes = bytes });

    public Ifd Short(int tag, int value) => Add(new(tag, 3, 1) { Numbers = [value] });

    public Ifd Long(int tag, long value) => Add(new(tag, 4, 1) { Numbers = [value] });

    public Ifd Rationals(int tag, params long[] numbers) => Add(new(tag, 5, numbers.Length / 2) { Numbers = numbers });

    public Ifd Below(int tag, Ifd below) => Add(new(tag, 4, 1) { Below = below });

    private Ifd Add(IfdEntry entry)
    {
        Entries.Add(entry);
        return this;
    }
}

internal sealed record IfdEntry(int Tag, int Type, int Count)
{
    public byte[]? Bytes { get; init; }

    public long[]? Numbers { get; init; }

    public Ifd? Below { get; init; }
}
