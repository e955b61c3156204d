namespace RealtimeGov.Rpc.Tests;

public sealed class MetadataTests
{
    [Fact]
    public void A_key_may_come_more_than_once_in_any_case_and_keeps_its_order()
    {
        var metadata = new Metadata { { "Key", "one" }, { "other", "x" }, { "KEY", "two" } };
        Assert.Equal(["key", "other", "key"], metadata.Select(entry => entry.Key));
        Assert.Equal(["one", "two"], metadata.GetAll("kEy").Select(entry => entry.Text));
        Assert.Equal("two", metadata.Get("key"));
        Assert.Null(metadata.Get("absent"));
    }

    [Fact]
    public void Bytes_belong_to_bin_keys_and_text_to_the_others()
    {
        var metadata = new Metadata { { "trace-bin", new byte[] { 0, 255 } } };
        Assert.Equal([0, 255], metadata.GetBytes("trace-bin")!.Value.ToArray());
        Assert.Throws<ArgumentException>(() => metadata.Add("trace-bin", "text"));
        Assert.Throws<ArgumentException>(() => metadata.Add("trace", [1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("schlüssel")]
    [InlineData("grpc-status")]
    [InlineData("GRPC-Timeout")]
    [InlineData("content-type")]
    [InlineData("te")]
    [InlineData(":path")]
    public void Keys_that_cannot_travel_or_belong_to_the_protocol_are_refused(string key) =>
        Assert.ThrowsAny<ArgumentException>(() => new Metadata { { key, "value" } });

    [Theory]
    [InlineData("乌镇")]
    [InlineData("line\nbreak")]
    public void Text_outside_printable_ascii_is_refused(string value) =>
        Assert.Throws<ArgumentException>(() => new Metadata { { "key", value } });

    [Fact]
    public void Details_of_a_status_are_the_handlers_to_send()
    {
        var metadata = new Metadata { { "grpc-status-details-bin", [8, 5] } };
        Assert.Equal([new("grpc-status-details-bin", "CAU")], MetadataWire.Send(metadata));
    }

    [Fact]
    public void What_has_been_sent_takes_no_more()
    {
        var metadata = new Metadata();
        Assert.Empty(MetadataWire.Send(metadata));
        Assert.Throws<InvalidOperationException>(() => metadata.Add("late", "x"));
    }

    [Theory]
    [InlineData("AAH/", new byte[] { 0, 1, 255 })]
    [InlineData("AA==", new byte[] { 0 })]
    [InlineData("AA", new byte[] { 0 })]
    [InlineData("", new byte[0])]
    public void Bytes_are_read_with_and_without_padding(string text, byte[] bytes)
    {
        var metadata = new Metadata();
        MetadataWire.Receive(metadata, "x-bin", text);
        Assert.Equal(bytes, Assert.Single(metadata).Bytes.ToArray());
    }

    [Fact]
    public void Several_binary_values_may_share_a_field_while_text_keeps_its_commas()
    {
        var metadata = new Metadata();
        MetadataWire.Receive(metadata, "x-bin", "AQ,Ag==, Aw");
        MetadataWire.Receive(metadata, "x", "a,b");
        Assert.Equal([1, 2, 3], metadata.GetAll("x-bin").Select(entry => entry.Bytes.Span[0]));
        Assert.Equal("a,b", metadata.Get("x"));
    }

    [Fact]
    public void Binary_values_that_are_no_base64_are_INTERNAL() =>
        Assert.Equal(
            StatusCode.Internal,
            Assert.Throws<RpcException>(() => MetadataWire.Receive(new Metadata(), "x-bin", "A*")).StatusCode);

    [Fact]
    public void Fields_of_the_protocol_are_not_metadata()
    {
        var metadata = new Metadata();
        foreach (var field in (string[])[":path", "te", "content-type", "grpc-timeout", "grpc-encoding", "host"])
            MetadataWire.Receive(metadata, field, "x");
        Assert.Empty(metadata);
    }
}
