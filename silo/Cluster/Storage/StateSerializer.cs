using System.Reflection;
using Google.Protobuf;
using Orleans.Storage;

namespace RealtimeGov.Cluster.Storage;

/// <summary>A grain's state as the JSON of its protobuf message: SQL can look into it, and programs of two releases read each other's.</summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public BinaryData Serialize<T>(T? input) =>
        BinaryData.FromString(Formatter.Format(input as IMessage ?? throw new NotSupportedException($"{typeof(T)} is no message")));

    public T Deserialize<T>(BinaryData input)
    {
        var type = typeof(T).GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as Google.Protobuf.Reflection.MessageDescriptor
            ?? throw new NotSupportedException($"{typeof(T)} is no message");
        return (T)Parser.Parse(input.ToString(), type);
    }
}
