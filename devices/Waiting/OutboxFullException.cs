namespace RealtimeGov.Devices.Waiting;

/// <summary>The outbox holds as much as it may; what was to be added was not kept.</summary>
public sealed class OutboxFullException(string message) : Exception(message);

/// <summary>The outbox cannot be opened: another process has it, or the file is not an outbox.</summary>
public sealed class OutboxUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
