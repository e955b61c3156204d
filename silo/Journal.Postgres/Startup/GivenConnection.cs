using System.Data.Common;
using Npgsql;

namespace RealtimeGov.Journal.Postgres.Startup;

/// <summary>The connection string as whoever starts a program gives it.</summary>
/// <param name="From">Where it was found, as a message about it begins.</param>
public sealed record GivenConnection(string Text, string From)
{
    public const string Option = "--connection";

    /// <summary>Where it is looked for when it is not given: a password on the command line is seen by every user of the machine.</summary>
    public const string Variable = "REALTIMEGOV_CONNECTION";

    /// <param name="option">What the command line says, or null.</param>
    public static GivenConnection? Find(string? option)
    {
        if (option is not null) return new GivenConnection(option, Option);
        return Environment.GetEnvironmentVariable(Variable) is { } text ? new GivenConnection(text, Variable) : null;
    }

    /// <summary>What is wrong with it, or null: keys and values that Npgsql knows. Whether there is such a server shows at the start.</summary>
    public static string? Fault(string connection)
    {
        DbConnectionStringBuilder parts;
        try
        {
            parts = new DbConnectionStringBuilder { ConnectionString = connection };
        }
        catch (ArgumentException)
        {
            return "must be Key=Value;Key=Value, as Host=...;Username=...;Database=...; a value with ; or = in it wants quotes";
        }

        foreach (string key in parts.Keys)
            if (FaultOf(key, parts[key]) is { } wrong) return wrong;
        return new NpgsqlConnectionStringBuilder(connection) is { Host.Length: > 0 } ? null : "names no Host";
    }

    // Never in the library's words, which repeat what was given: a value may be a password, and what looks like a key its second half.
    private static string? FaultOf(string key, object value)
    {
        var known = new NpgsqlConnectionStringBuilder();
        if (!known.ContainsKey(key))
            return "has a key that PostgreSQL's driver does not know, or a value with ; in it that wants quotes; keys are Host, Port, Username, Password, Database and more";
        try
        {
            known[key] = value;
            return null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return $"the value of {key} is not of its kind";
        }
    }
}
