namespace RealtimeGov.Journal.Postgres.Startup;

/// <summary>The journal cannot start on this server; the message names the cause and the remedy.</summary>
public sealed class PostgresStartException(string message, Exception? cause = null) : Exception(message, cause);
