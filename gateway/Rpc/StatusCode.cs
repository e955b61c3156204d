namespace RealtimeGov.Rpc;

/// <summary>How a call ended. Numbers are those of the gRPC protocol (doc/statuscodes.md) and travel as `grpc-status`.</summary>
public enum StatusCode
{
    OK = 0,

    /// <summary>The caller gave up, or went away.</summary>
    Cancelled = 1,

    /// <summary>A fault that nothing more is known about, such as a handler's own exception.</summary>
    Unknown = 2,

    /// <summary>The message is wrong whatever the state of the system: do not send it again.</summary>
    InvalidArgument = 3,

    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,

    /// <summary>A message over the size limit, or a bound that is full.</summary>
    ResourceExhausted = 8,

    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,

    /// <summary>No such service or method, an unknown compression, or a wrong number of messages for the method's shape.</summary>
    Unimplemented = 12,

    /// <summary>The framing of the protocol itself was broken.</summary>
    Internal = 13,

    /// <summary>The peer cannot be reached now: send again later.</summary>
    Unavailable = 14,

    DataLoss = 15,

    /// <summary>No valid credentials came with the call.</summary>
    Unauthenticated = 16,
}
