using Microsoft.AspNetCore.Http;

namespace RealtimeGov.Rpc.AspNetCore.Calls;

/// <summary>
/// Whether a call's newest message came compressed. The library decompresses while it reads and does not say so; what
/// decompresses for it marks the call in whose flow it runs.
/// </summary>
internal sealed class CompressionMark
{
    private static readonly AsyncLocal<CompressionMark?> Reading = new();

    /// <summary>Cleared before a message is read.</summary>
    public bool WasCompressed { get; set; }

    /// <summary>Before the call.</summary>
    public static void Begin(HttpContext http)
    {
        Reading.Value = new CompressionMark();
        http.Features.Set(Reading.Value);
    }

    public static CompressionMark Of(HttpContext http) => http.Features.Get<CompressionMark>() ?? new CompressionMark();

    /// <summary>The message that is being read is compressed.</summary>
    public static void Set()
    {
        if (Reading.Value is { } mark) mark.WasCompressed = true;
    }
}
