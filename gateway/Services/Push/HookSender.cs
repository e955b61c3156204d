using System.Globalization;
using System.Net.Http.Headers;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Projections.Hooks;
using RealtimeGov.Projections.Issues;

namespace RealtimeGov.Gateway.Push;

/// <summary>Delivers one update to one address. Nothing of the answer but its status is looked at, and no redirection is followed.</summary>
internal sealed class HookSender(ITownDirectory town, TownClock clock) : IDisposable
{
    /// <summary>A receiver that takes longer has not taken it.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = AnswerMax };

    /// <summary>Null when it was taken; else what came instead: a status, or 0 where there was no answer.</summary>
    public async Task<int?> Send(HookAddress to, IssueUpdate update, CancellationToken stopping)
    {
        var (body, id, atS) = (CloudEvent.Of(update, town.Regions.At(clock.NowUs).Root?.Code ?? ""), CloudEvent.IdOf(update), clock.NowUs / Instant.SecondUs);
        using var request = new HttpRequestMessage(HttpMethod.Post, to.Url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(CloudEvent.ContentType);
        request.Headers.TryAddWithoutValidation(HookSignature.IdHeader, id);
        request.Headers.TryAddWithoutValidation(HookSignature.TimeHeader, atS.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(HookSignature.SignatureHeader, HookSignature.Of(to.Secret, id, atS, body.Span));
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            return answer.IsSuccessStatusCode ? null : (int)answer.StatusCode;
        }
        catch (HttpRequestException) { return 0; }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested) { return 0; }
    }

    public void Dispose() => http.Dispose();
}
