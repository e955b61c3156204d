namespace RealtimeGov.Devices.Connection;

/// <summary>Why the field service did not answer, in the only distinction the device acts on.</summary>
public enum FieldFault
{
    /// <summary>The line or the server is down or busy: the same words may succeed later.</summary>
    Unavailable,

    /// <summary>The token is missing or wrong.</summary>
    Unauthenticated,

    /// <summary>The server cannot read a message of ours (INVALID_ARGUMENT): a fault of this program.</summary>
    Unreadable,

    /// <summary>The server will not take this from us however often it is sent.</summary>
    Refused,
}

/// <summary>A call to the field service failed.</summary>
public sealed class FieldServiceException(FieldFault fault, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public FieldFault Fault { get; } = fault;

    /// <summary>True when trying again makes sense.</summary>
    public bool IsTransient => Fault == FieldFault.Unavailable;
}
