using Npgsql;
using NpgsqlTypes;

namespace RealtimeGov.Journal.Postgres.Queries;

/// <summary>Parameters by position: <c>$1</c>, <c>$2</c>, ...</summary>
internal static class Values
{
    public static NpgsqlParameter Of(string value) => new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Of(int value) => new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    public static NpgsqlParameter Of(long value) => new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    public static NpgsqlParameter Of(ulong value) => new NpgsqlParameter<long> { TypedValue = (long)value, NpgsqlDbType = NpgsqlDbType.Bigint };

    public static NpgsqlParameter Of(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter Of(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    public static NpgsqlParameter Of(IEnumerable<string> values) =>
        new NpgsqlParameter<string[]> { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter Of(IEnumerable<ulong> values) =>
        new NpgsqlParameter<long[]> { TypedValue = [.. values.Select(v => (long)v)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
}
