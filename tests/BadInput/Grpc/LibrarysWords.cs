namespace RealtimeGov.BadInput.Tests.Grpc;

/// <summary>The one fault of the table that Grpc.AspNetCore, where this build has it, puts into words of its own: it names no size.</summary>
internal static class LibrarysWords
{
    private const string OverLimit = "RESOURCE_EXHAUSTED: Received message exceeds the maximum configured message size.";

    private const string OursBegins = "RESOURCE_EXHAUSTED: a message of ";

    /// <summary>What is told, where the library's words came for it and no others are due.</summary>
    public static string Ours(string came, string told) =>
        came == OverLimit && told.StartsWith(OursBegins, StringComparison.Ordinal) ? told : came;
}
