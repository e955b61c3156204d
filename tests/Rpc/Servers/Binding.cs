using System.Net;

namespace RealtimeGov.Rpc.Tests.Servers;

/// <summary>
/// In what Grpc.AspNetCore, where this build has it, answers otherwise than Kestrel's binding. A caller cannot go wrong by
/// any of it: both refuse what must be refused.
/// </summary>
internal static class Binding
{
    public const bool IsTheLibrarys = true;

    /// <summary>Of a path that is none of a method's: the library leaves it to the rest of the application.</summary>
    public static (HttpStatusCode Http, string? Status) NoMethodsPath => IsTheLibrarys ? (HttpStatusCode.NotFound, null) : (HttpStatusCode.OK, "12");

    /// <summary>Of no request, or two, where one is due.</summary>
    public static string Miscounted => IsTheLibrarys ? "13" : "12";

    /// <summary>Of a call that names an unknown encoding, and uses none: the library looks when a message is compressed.</summary>
    public static (string Status, string? Accepted) UnusedEncoding => IsTheLibrarys ? ("0", null) : ("12", "identity,gzip");

    public static string OverLimit(int bytes, int limit) =>
        IsTheLibrarys ? "Received message exceeds the maximum configured message size." : $"a message of {bytes} bytes is over the limit of {limit}";
}
