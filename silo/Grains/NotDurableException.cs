namespace RealtimeGov.Grains;

/// <summary>A command did not become durable, as far as is known: send it again.</summary>
public sealed class NotDurableException(string message) : Exception(message);
