using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using RealtimeGov.Domain.Wire;

namespace RealtimeGov.Domain.Tests.Wire;

/// <summary>What the library writes is read; what is no message is an <see cref="InvalidDataException"/> and nothing else.</summary>
public sealed class WireReaderTests
{
    [Fact]
    public void Each_kind_is_read_or_passed_over()
    {
        var bytes = Written(to =>
        {
            to.WriteTag(1, WireFormat.WireType.Varint);
            to.WriteUInt64(300);
            to.WriteTag(2, WireFormat.WireType.Fixed64);
            to.WriteFixed64(7);
            to.WriteTag(3, WireFormat.WireType.LengthDelimited);
            to.WriteString("井盖");
            to.WriteTag(4, WireFormat.WireType.Fixed32);
            to.WriteFixed32(7);
            to.WriteTag(536870911, WireFormat.WireType.Varint);
            to.WriteInt64(-1);
        });
        var fields = new WireReader(bytes);
        Assert.Equal((1, WireKind.Varint), fields.Next());
        Assert.Equal(300ul, fields.Varint());
        Assert.Equal((2, WireKind.Fixed64), fields.Next());
        fields.Skip(WireKind.Fixed64);
        Assert.Equal((3, WireKind.Bytes), fields.Next());
        Assert.Equal("井盖"u8, fields.Bytes());
        Assert.Equal((4, WireKind.Fixed32), fields.Next());
        fields.Skip(WireKind.Fixed32);
        Assert.Equal((536870911, WireKind.Varint), fields.Next());
        Assert.Equal(-1, (long)fields.Varint());
        Assert.Equal((0, WireKind.Varint), fields.Next());
    }

    [Fact]
    public void Every_number_that_the_library_writes_is_read() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(number =>
        new WireReader(Written(to => to.WriteUInt64(number))).Varint() == number));

    [Theory]
    [InlineData(new byte[] { 0x80 })] // a number without an end
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 })] // longer than 64 bits
    [InlineData(new byte[] { 0x00 })] // field 0
    [InlineData(new byte[] { 0x0a, 0x02, 0x01 })] // two bytes announced, one there
    [InlineData(new byte[] { 0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 })] // 2^64 - 1 bytes announced
    [InlineData(new byte[] { 0x09, 0x01 })]
    [InlineData(new byte[] { 0x0d, 0x01 })]
    [InlineData(new byte[] { 0x0b })] // a group, which proto3 does not have
    public void What_is_no_message_is_refused(byte[] bytes) => Assert.Throws<InvalidDataException>(() => Walk(bytes));

    [Fact]
    public void Whatever_the_bytes_they_are_walked_to_the_end_or_refused() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
    {
        try { Walk(bytes); }
        catch (InvalidDataException) { }
    }));

    private static void Walk(byte[] bytes)
    {
        var fields = new WireReader(bytes);
        while (fields.Next() is (> 0, _) field) fields.Skip(field.Kind);
    }

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var to = new CodedOutputStream(bytes)) write(to);
        return bytes.ToArray();
    }
}
