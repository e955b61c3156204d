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
        try
        {
            return new NpgsqlConnectionStringBuilder(connection) is { Host.Length: > 0 } ? null : "names no Host";
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return e.Message;
        }
    }
}
