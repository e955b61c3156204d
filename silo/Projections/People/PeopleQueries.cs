using System.Data.Common;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;

namespace RealtimeGov.Projections.People;

/// <summary>A person's content by the event it belongs to; what was erased is missing.</summary>
public sealed record PersonContentRow(ulong Seq, PersonContent Content)
{
    /// <param name="stream">Such as <c>person/li.na</c>.</param>
    public static ReadQuery<PersonContentRow> Of(string stream) => new(
        "select seq, payload from content where stream = @stream",
        row => new PersonContentRow((ulong)row.GetInt64(0), PersonContent.Parser.ParseFrom(row.GetFieldValue<byte[]>(1))), ("stream", stream));
}

/// <summary>One grant of one person who has not left; of a person without grants one row without a grant.</summary>
/// <param name="Name">Empty where it was erased.</param>
public sealed record PersonGrantRow(string Person, string Name, Grant? Grant)
{
    /// <summary>Rows of one answer at most: a county's people in several posts each.</summary>
    public const int RowsMax = 20_000;

    private const string Select = """
        select p.id, c.payload, g.number, g.role, g.region, g.unit, g.from_date, g.until_date
        from person p left join person_grant g on g.person = p.id
        left join content c on c.stream = 'person/' || p.id and c.seq = p.name_seq
        where p.has_left = false
        """;

    /// <summary>Everybody, by id.</summary>
    public static ReadQuery<PersonGrantRow> All { get; } = new($"{Select} order by p.id, g.number limit 20000", From);

    /// <summary>Whoever has a grant within that unit.</summary>
    public static ReadQuery<PersonGrantRow> OfUnit(string unit) => new($"{Select} and g.unit = @unit order by p.id, g.number limit 20000", From, ("unit", unit));

    /// <summary>Whoever has a grant for that very region; not for those below or above it.</summary>
    public static ReadQuery<PersonGrantRow> OfRegion(string region) => new($"{Select} and g.region = @region order by p.id, g.number limit 20000", From, ("region", region));

    private static PersonGrantRow From(DbDataReader row) => new(
        row.GetString(0),
        row.IsDBNull(1) ? "" : PersonContent.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)).Name,
        row.IsDBNull(2) ? null : new Grant
        {
            Number = (uint)row.GetInt64(2), Role = row.GetString(3), Region = row.GetString(4), Unit = row.GetString(5),
            FromDate = row.GetInt32(6), UntilDate = row.GetInt32(7),
        });
}

/// <summary>How many people can sign in: a password was set and they have not left.</summary>
public sealed record SignInCount(long People)
{
    public static ReadQuery<SignInCount> Now { get; } = new(
        "select count(*) from person where password_seq > 0 and has_left = false", row => new SignInCount(row.GetInt64(0)));
}

public sealed record UnitRow(Unit Unit)
{
    public static ReadQuery<UnitRow> All { get; } = new("select data from unit order by id", From);

    public static ReadQuery<UnitRow> Of(string id) => new("select data from unit where id = @id", From, ("id", id));

    private static UnitRow From(DbDataReader row) => new(Unit.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)));
}

/// <summary>A device as its steward's administrators see it.</summary>
/// <param name="UntilUs">When its token ends, microseconds since 1970-01-01T00:00Z; 0 before it is enrolled.</param>
public sealed record DeviceRow(string Id, string Steward, string Region, long UntilUs, bool Revoked)
{
    public static ReadQuery<DeviceRow> OfSteward(string steward) => new(
        "select id, steward, region, until_us, revoked from device where steward = @steward order by id", From, ("steward", steward));

    /// <summary>Keys of services: at most 500, for each was made by hand.</summary>
    public static ReadQuery<DeviceRow> OfServices { get; } = new(
        "select id, steward, region, until_us, revoked from device where steward >= 'service/' and steward < 'service0' order by id limit 500", From); // '0' follows '/'

    private static DeviceRow From(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetBoolean(4));
}
