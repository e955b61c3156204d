using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.BadInput.Tests.Table;

namespace RealtimeGov.BadInput.Tests.Grpc;

/// <summary>A message's bytes with one field replaced by whatever a row says: right or wrong type, right or wrong bytes.</summary>
internal static class WireMessage
{
    /// <param name="path">The field's name, through nested messages by dots; of a repeated one the first item.</param>
    public static byte[] With(IMessage message, string path, Input input)
    {
        var (name, rest) = path.IndexOf('.') is var dot and > 0 ? (path[..dot], path[(dot + 1)..]) : (path, "");
        var field = message.Descriptor.FindFieldByName(name) ?? throw new InvalidOperationException($"{message.Descriptor.Name} has no field {name}");
        var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        var value = field.Accessor.GetValue(message);
        var copy = message.Descriptor.Parser.ParseFrom(message.ToByteArray());
        field.Accessor.Clear(copy);
        copy.WriteTo(output);
        if (rest.Length > 0)
        {
            var nested = value switch
            {
                null => field.MessageType.Parser.ParseFrom(ByteString.Empty), // what the baseline leaves out
                IMessage one => one,
                _ => ((System.Collections.IEnumerable)value).Cast<IMessage>().First(),
            };
            Length(output, field, With(nested, rest, input));
        }
        else if (!input.IsMissing)
        {
            var (count, one) = input.Times;
            for (var time = 0; time < count; time++) Write(output, field, one);
        }

        output.Flush();
        return bytes.ToArray();
    }

    private static void Write(CodedOutputStream output, FieldDescriptor field, Input input)
    {
        switch (input.Word)
        {
            case ("varint", var number):
                output.WriteTag(field.FieldNumber, WireFormat.WireType.Varint);
                output.WriteUInt64(ulong.Parse(number, CultureInfo.InvariantCulture));
                break;
            case ("double", _):
                output.WriteTag(field.FieldNumber, WireFormat.WireType.Fixed64);
                output.WriteDouble(input.Double);
                break;
            case ("length", var text):
                Length(output, field, new Input(text, _ => "").Bytes);
                break;
            case ("now", var away):
                Length(output, field, Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow() + Away(away)).ToByteArray());
                break;
            case ("valid", _):
                Length(output, field, (field.MessageType.Name == nameof(Protos.Report) ? Baselines.Recorded() : Baselines.Of(field.MessageType.Name)).ToByteArray());
                break;
            default:
                Plain(output, field, input);
                break;
        }
    }

    private static void Plain(CodedOutputStream output, FieldDescriptor field, Input input)
    {
        switch (field.FieldType)
        {
            case FieldType.String or FieldType.Bytes or FieldType.Message:
                Length(output, field, input.Bytes);
                break;
            case FieldType.Double:
                output.WriteTag(field.FieldNumber, WireFormat.WireType.Fixed64);
                output.WriteDouble(input.Double);
                break;
            default:
                output.WriteTag(field.FieldNumber, WireFormat.WireType.Varint);
                output.WriteUInt64(input.Said.StartsWith('-')
                    ? (ulong)long.Parse(input.Said, CultureInfo.InvariantCulture)
                    : ulong.Parse(input.Said, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Length(CodedOutputStream output, FieldDescriptor field, byte[] bytes)
    {
        output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    }

    // "+ 6 min", "- 9 d"; nothing is now.
    private static TimeSpan Away(string said)
    {
        if (said.Length == 0) return TimeSpan.Zero;
        var parts = said.Split(' ');
        var count = double.Parse(parts[0] + parts[1], CultureInfo.InvariantCulture);
        return parts[2] switch
        {
            "s" => TimeSpan.FromSeconds(count),
            "min" => TimeSpan.FromMinutes(count),
            "d" => TimeSpan.FromDays(count),
            var unit => throw new FormatException($"\"{unit}\" is no unit of time"),
        };
    }
}
