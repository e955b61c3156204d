using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Devices.Demo;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Load;

/// <summary>
/// Makes a load test's reports from their numbers: grid, category and disposition by the seed, ids by the run, so that
/// two runs with one seed do the same work and neither's reports are duplicates.
/// </summary>
/// <param name="stewardOf">The steward of a grid.</param>
/// <param name="run">Random; the ids' common part.</param>
internal sealed class LoadReports(
    IReadOnlyList<string> grids, IReadOnlyList<string> categories, Func<string, string> stewardOf, ulong seed, Guid run)
{
    /// <summary>The rest wants handling and opens an issue.</summary>
    private const double SolvedOnSpot = 0.3;

    public Report Make(int number, DateTimeOffset observed)
    {
        var chance = Chance.Of(seed, number.ToString(CultureInfo.InvariantCulture));
        var grid = chance.Pick(grids);
        return new Report
        {
            ReportId = Id(number),
            StewardId = stewardOf(grid),
            GridCode = grid,
            Category = categories.Count == 0 ? "" : chance.Pick(categories),
            Text = string.Create(CultureInfo.InvariantCulture, $"压测信息 load test report {number}"),
            ObservedAt = Timestamp.FromDateTimeOffset(observed),
            Origin = Origin.Steward,
            Disposition = chance.Happens(SolvedOnSpot) ? Disposition.SolvedOnSpot : Disposition.Handle,
        };
    }

    /// <summary>A UUID of version 8 (RFC 9562, section 5.8): the run's bits, and the number in the last 32.</summary>
    internal string Id(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        run.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], number);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
