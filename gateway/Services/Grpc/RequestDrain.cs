using Microsoft.AspNetCore.Http;

namespace RealtimeGov.Gateway.Grpc;

/// <summary>
/// What becomes of requests that arrive after the status. When a call just returns, Kestrel resets its stream and goes on
/// counting it for 5 s; some hundred such calls a second make it reset calls (ENHANCE_YOUR_CALM) and then the connection.
/// So the status is sent, the stream stays half open, and the client ends it or resets it, as clients of gRPC do as soon as
/// they see the status. One that does neither is reset after all.
/// </summary>
internal static class RequestDrain
{
    /// <summary>Several times the way there and back to a distant client. A server that stops waits as long (<see cref="CallShutdown"/>).</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    /// <summary>What was on its way when the status left: one stream's window.</summary>
    public const long BytesMax = 512 * 1024;

    /// <summary>Sends the status and waits for the end of the requests. Never fails: the call has ended.</summary>
    public static async Task Run(HttpContext http, TimeProvider time)
    {
        var input = http.Request.BodyReader;
        using var limit = new CancellationTokenSource(Within, time);
        try
        {
            if (http.RequestAborted.IsCancellationRequested) return;
            await http.Response.CompleteAsync();
            for (var left = BytesMax; left > 0;)
            {
                var read = await input.ReadAsync(limit.Token);
                left -= read.Buffer.Length;
                input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return; // a cancelled read is the stop's, meant for the handler
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The client has reset the stream or gone, the time is over, or the library closed the requests: the call had ended before.
        }
    }
}
