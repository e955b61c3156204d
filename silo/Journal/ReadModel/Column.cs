using Google.Protobuf;

namespace RealtimeGov.Journal.ReadModel;

/// <summary>A column of a read-model table; never null.</summary>
/// <param name="Parse">Of a column that holds a serialised message: two encodings of equal messages are no difference.</param>
public sealed record Column(string Name, ColumnType Type, Func<byte[], IMessage>? Parse = null)
{
    public static Column Text(string name) => new(name, ColumnType.Text);

    public static Column Integer(string name) => new(name, ColumnType.Integer);

    public static Column Bigint(string name) => new(name, ColumnType.Bigint);

    public static Column Real(string name) => new(name, ColumnType.Real);

    public static Column Boolean(string name) => new(name, ColumnType.Boolean);

    public static Column Bytes(string name) => new(name, ColumnType.Bytes);

    public static Column Message<T>(string name, MessageParser<T> parser) where T : IMessage<T> =>
        new(name, ColumnType.Bytes, bytes => parser.ParseFrom(bytes));
}

public enum ColumnType
{
    Text,

    /// <summary>32 bits.</summary>
    Integer,

    /// <summary>64 bits.</summary>
    Bigint,
    Real,
    Boolean,
    Bytes,
}
