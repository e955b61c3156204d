using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Issues;

namespace RealtimeGov.Gateway.Push;

/// <summary>
/// `GET /api/v1/updates/stream`: server-sent events of what becomes of issues, as CloudEvents. Whoever comes back with
/// <c>Last-Event-ID</c> is told what was missed; some of it may come again, under its own id.
/// </summary>
internal sealed class UpdateStream(IReadModel readModel, ApiReads bound, ITownDirectory town, TownClock clock, TimeProvider time)
{
    /// <summary>Streams at once; each asks the store once a second.</summary>
    public const int StreamsMax = 64;

    /// <summary>So far back somebody may come back to.</summary>
    public static readonly TimeSpan BackMax = TimeSpan.FromDays(7);

    /// <summary>How late an update is told at most, beside what its own commit took.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>A connection on which nothing happens is written to, so that one that is gone is noticed.</summary>
    private const int QuietRoundsMax = 15;

    private int streams;

    /// <exception cref="ApiException">Too many are open, or <c>Last-Event-ID</c> is none of ours.</exception>
    public IResult Open(HttpContext http, CancellationToken aborted)
    {
        var fromUs = From(http.Request.Headers["Last-Event-ID"].ToString());
        if (Interlocked.Increment(ref streams) > StreamsMax)
        {
            Interlocked.Decrement(ref streams);
            throw ApiErrors.Busy();
        }
        http.Response.OnCompleted(() =>
        {
            Interlocked.Decrement(ref streams);
            return Task.CompletedTask;
        });
        return TypedResults.ServerSentEvents(Events(fromUs, aborted));
    }

    private async IAsyncEnumerable<SseItem<string>> Events(long fromUs, [EnumeratorCancellation] CancellationToken aborted)
    {
        var (walk, quiet) = (new UpdateWalk(readModel, bound, fromUs), 0);
        yield return Beat();
        while (!aborted.IsCancellationRequested)
        {
            await foreach (var update in walk.Next(aborted))
            {
                var told = CloudEvent.Of(update, town.Regions.At(clock.NowUs).Root?.Code ?? "");
                yield return new SseItem<string>(Encoding.UTF8.GetString(told.Span), CloudEvent.IssueMoved) { EventId = $"{update.AtUs.ToString(CultureInfo.InvariantCulture)}/{CloudEvent.IdOf(update)}" };
                walk.Told(update);
                quiet = 0;
            }
            if (++quiet % QuietRoundsMax == 0) yield return Beat();
            await Task.Delay(Every, time, aborted);
        }
    }

    private SseItem<string> Beat() => new($$"""{"at":"{{Iso.Time(clock.NowUs)}}"}""", "beat");

    private long From(string lastId)
    {
        if (lastId.Length == 0) return clock.NowUs;
        if (!long.TryParse(lastId.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var atUs))
            throw ApiErrors.Of(StatusCodes.Status400BadRequest, "last_event_id", "Last-Event-ID is the id of an event of this stream.", "Last-Event-ID 应为此流中某事件的 id。");
        return Math.Max(atUs - (long)UpdateWalk.LooksBack.TotalMicroseconds, clock.NowUs - (long)BackMax.TotalMicroseconds);
    }
}
