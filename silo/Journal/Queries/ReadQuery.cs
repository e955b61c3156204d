using System.Data.Common;

namespace RealtimeGov.Journal.Queries;

/// <summary>One query of the read model in SQL that every store understands, with its parameters as <c>@name</c>.</summary>
/// <param name="Row">Makes an answer of each row.</param>
public sealed record ReadQuery<T>(string Sql, Func<DbDataReader, T> Row, params IReadOnlyList<(string Name, object Value)> Values);
