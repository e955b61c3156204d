using System.Text.Json.Serialization;

namespace RealtimeGov.Gateway.Api;

/// <summary>What an answer other than success says; nothing has changed then.</summary>
/// <param name="Row">From 0, the row of a list that is at fault.</param>
/// <param name="Field">The row's field that is at fault.</param>
/// <param name="Happened">Where somebody was quicker: what was done meanwhile.</param>
public sealed record ApiError(
    string Code,
    string Message,
    string MessageZh,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Row = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? Happened = null);

/// <summary>Ends a request with an <see cref="ApiError"/>.</summary>
/// <param name="status">The HTTP status, 400 to 599.</param>
public sealed class ApiException(int status, ApiError error) : Exception(error.Message)
{
    public int Status { get; } = status;

    public ApiError Error { get; } = error;

    /// <summary>Sent as Retry-After, in seconds; null where waiting would not help or nobody can say how long.</summary>
    public int? RetryAfterS { get; init; }
}
