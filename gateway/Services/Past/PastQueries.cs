using RealtimeGov.Domain.Summaries;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Past;

/// <summary>
/// A region's day as a wall showed it at a moment. Who asks reads a day's events once; whoever asks within seconds for another moment of it,
/// or for one of its places or trades below the same region, shares what was read, so that a replay costs one reading.
/// </summary>
internal sealed class PastQueries(IReadModel readModel, ApiReads bound, TownClock clock, TimeProvider time)
{
    /// <summary>Events of one day of a region: a town's busy day has a fifth of it. Some 30 MB while they are held.</summary>
    public const int EventsMax = 50_000;

    /// <summary>How long a day's events are shared.</summary>
    private static readonly TimeSpan Reuse = TimeSpan.FromSeconds(10);

    /// <summary>Days held at once.</summary>
    private const int HeldMax = 4;

    /// <summary>Read at once; the others wait, as all questions do.</summary>
    private const int ReadersMax = 2;

    /// <summary>
    /// How far beyond a day's own hours its events may have been recorded by a clock: a report may be observed five minutes ahead of the server, and
    /// the clocks of a cluster's machines differ. What is later than the moment is left out however it was read.
    /// </summary>
    private const long AroundUs = Instant.HourUs;

    private readonly SharedAnswers<(int Date, string Place, long AtUs), PastDay> held = new(Reuse, HeldMax, time);
    private readonly SemaphoreSlim reading = new(ReadersMax);

    /// <summary>Microseconds since 1970-01-01T00:00Z.</summary>
    /// <exception cref="ApiException">`at` is no moment of that day: the message says what to ask for.</exception>
    public long Moment(DayAsked asked, string at) => DayMoment.Of(at, asked.Date, asked.Tree.ZoneOf(asked.Region), clock.NowUs);

    public async Task<DaySummary> Day(DayAsked asked, long atUs, CancellationToken cancellation) =>
        DaySums.Of(asked.Region, asked.Date, asked.Tree, (await Read(asked, atUs, cancellation)).Days(atUs, asked.Unit));

    public async Task<IReadOnlyList<FeedFigure>> Feed(DayAsked asked, long atUs, CancellationToken cancellation) =>
        FeedFigure.From((await Read(asked, atUs, cancellation)).Newest(atUs, asked.Unit, asked.Grids));

    public async Task<IReadOnlyList<ulong>> Hours(DayAsked asked, long atUs, CancellationToken cancellation)
    {
        var span = LocalHours.Of(asked.Date, asked.Tree.ZoneOf(asked.Region));
        return (await Read(asked, atUs, cancellation)).Hours(atUs, asked.Unit, asked.Grids, span.BeginsUs, span.Count);
    }

    private async Task<PastDay> Read(DayAsked asked, long atUs, CancellationToken cancellation)
    {
        // A trade's stewards find anywhere: what is read for the root has it.
        var place = asked.Tree.IsTrade(asked.Region) ? asked.Tree.Root!.Code : asked.Region;
        // What is held may have been read before a moment that has only just been.
        var isRecent = atUs > clock.NowUs - (long)Reuse.TotalMicroseconds;
        var past = await held.Ask((asked.Date, place, isRecent ? atUs : 0), () => bound.Bounded(() => ReadAnew(asked, place)), cancellation);
        return past.IsTimed ? past : throw MomentErrors.NotKept();
    }

    private async Task<PastDay> ReadAnew(DayAsked asked, string place)
    {
        var grids = asked.Tree.GridsBelow(place);
        if (grids.Count == 0) return new PastDay(asked.Date, []);
        // The places below may have zones of their own.
        var zones = grids.Select(asked.Tree.ZoneOf).Append(asked.Tree.ZoneOf(asked.Region)).Distinct().ToList();
        var from = zones.Min(zone => LocalHours.Of(asked.Date, zone).BeginsUs) - AroundUs;
        var until = zones.Max(zone => LocalHours.Of(asked.Date + 1, zone).BeginsUs) + AroundUs;
        await reading.WaitAsync();
        try
        {
            var events = await readModel.Query(PastEvent.OfDay(asked.Date, grids, from, until, EventsMax + 1), CancellationToken.None);
            return events.Count <= EventsMax ? new PastDay(asked.Date, events) : throw MomentErrors.TooMany(EventsMax);
        }
        finally
        {
            reading.Release();
        }
    }
}
