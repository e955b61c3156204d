using System.Collections.Concurrent;
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Baseline;

/// <summary>The one row a report becomes: the columns of the journal and of its content side by side.</summary>
public readonly record struct PlainRow(
    string Stream, long Seq, long Incarnation, long Append, byte[] Facts, string Reporter, int LocalDate, byte[] Payload);

/// <summary>Numbers the rows of each grid. The process starts on an empty table, so it may begin at 1.</summary>
public sealed class PlainRows(TimeProvider time)
{
    private const int UtcOffsetHours = 8;

    private readonly ConcurrentDictionary<string, StrongBox> seqs = new(StringComparer.Ordinal);
    private readonly long incarnation = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));

    public PlainRow Of(PlainReport report)
    {
        var stream = "grid/" + report.GridCode;
        var seq = Interlocked.Increment(ref seqs.GetOrAdd(stream, _ => new StrongBox()).Last);
        var date = DateOnly.FromDateTime(report.ObservedAt.UtcDateTime.AddHours(UtcOffsetHours)).DayNumber
            - new DateOnly(1970, 1, 1).DayNumber;
        var facts = new GridEvent
        {
            Accepted = new ReportAccepted
            {
                ReportId = ByteString.CopyFrom(report.ReportId.ToByteArray(bigEndian: true)),
                LocalDate = date,
                Category = report.Category,
                Outcome = Outcome.Opened,
                IssueId = $"{report.GridCode}.{seq}",
                Origin = (Origin)report.Origin,
                ObservedAtUs = Us(report.ObservedAt),
                ReceivedAtUs = Us(time.GetUtcNow()),
            },
        };
        var content = new Content
        {
            StewardId = report.StewardId,
            Text = report.Text,
            Location = new GeoPoint { Latitude = report.Latitude, Longitude = report.Longitude },
        };
        return new PlainRow(stream, seq, incarnation, seq, facts.ToByteArray(), report.StewardId, date, content.ToByteArray());
    }

    private static long Us(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    private sealed class StrongBox
    {
        public long Last;
    }
}
