using Grpc.Core;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Case 13: a HEIC photo was "no JPEG, PNG or WebP", and neither what it is nor what helps was said.</summary>
[Trait("lane", "cases")]
public sealed class Case13HeicTests : IDisposable
{
    private static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[64]];
    private static readonly byte[] Movie = [0, 0, 0, 20, .. "ftypqt  "u8, 0, 0, 0, 0, .. "qt  "u8, .. new byte[64]];

    private readonly UploadBench bench = new();

    public void Dispose() => bench.Dispose();

    [SharedDataFact("../cases/13-heic/in.heic")]
    public async Task TheFileOfTheCaseIsNamedWithWhatToSetOnThePhone() =>
        await IsNamed(File.ReadAllBytes(SharedData.Path("../cases/13-heic/in.heic")), "photo_heic", "Settings - Camera - Formats - Most Compatible", "兼容性最佳");

    [Fact]
    public async Task HeicAndVideoAreNamedWithWhatToSetOnThePhone()
    {
        await IsNamed(Heic, "photo_heic", "Settings - Camera - Formats - Most Compatible", "兼容性最佳");
        await IsNamed(Movie, "photo_video", "take a photo instead", "请改拍照片");
    }

    // The text always goes: the report that names the refused photo is as valid as any other.
    [Fact]
    public async Task TheReportThatNamesARefusedPhotoCounts()
    {
        var photo = new Original(Heic);
        await IsNamed(Heic, "photo_heic", "HEIC", "照片");
        var report = Reports.Of(1);
        report.PhotoIds.Add(photo.Id);
        var roster = Roster.From([new Steward { Id = report.StewardId, Name = "费", HomeGrid = report.GridCode }]);
        var now = TestGateway.Start.ToUnixTimeMilliseconds() * 1000;

        var check = ReportChecks.Check(report, new GridContext(now, 0, 7, TimeZoneInfo.Utc, roster, Categories.Empty, new Dictionary<Guid, FirstCounted>()));

        Assert.Null(check.Fault);
    }

    private async Task IsNamed(byte[] bytes, string code, string english, string chinese)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => bench.Send(new Original(bytes)));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.StartsWith($"{code}: ", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(english, refused.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(chinese, refused.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(bench.Files());
    }
}
