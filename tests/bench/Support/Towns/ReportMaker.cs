using System.Text;
using Google.Protobuf.WellKnownTypes;
using RealtimeGov.Protos;

namespace RealtimeGov.Bench.Support.Towns;

/// <summary>
/// Reports as a town's stewards write them: about 60 Chinese characters, a category that the town has, a position. Every
/// contender gets reports of the same maker and seed; only their ids are new each time.
/// </summary>
public sealed class ReportMaker(IReadOnlyList<string> grids, Timestamp observedAt, int seed)
{
    public const int CharactersMin = 60;

    public static readonly IReadOnlyList<string> Categories =
    [
        "environment/litter", "environment/rubble", "environment/flyposting", "facility/bin", "facility/manhole",
        "facility/lamp", "facility/sign", "facility/pipe", "greenery/planter", "greenery/branch", "road/pothole",
        "road/parking", "road/obstruction", "water/discharge", "water/floating", "safety/fire",
    ];

    private static readonly string[] Sentences =
    [
        "巡查时看见路口的井盖裂了一道口子，", "已经放了警示锥桶请来往的人绕行，", "住在旁边的老人说三天前就这样了，",
        "今天早上又有电动车在这里险些摔倒，", "现场拍了照片并且量过大约一米宽，", "请相关部门尽快派人来看一看，",
        "河面上漂着不少泡沫和水草，", "路灯连着几晚都没有亮过，", "商铺门口的纸箱把盲道堵住了，",
        "雨后积水退得很慢，", "附近小学放学时人很多，", "已经和店主当面说过一次，",
    ];

    private readonly Random random = new(seed);

    public Report Next() => Next(grids[random.Next(grids.Count)]);

    public Report Next(string grid) => new()
    {
        ReportId = Guid.NewGuid().ToString("D"),
        GridCode = grid,
        Category = Categories[random.Next(Categories.Count)],
        Text = Text(),
        Location = new GeoPoint
        {
            Latitude = 30.745 + (random.NextDouble() - 0.5) * 0.1,
            Longitude = 120.485 + (random.NextDouble() - 0.5) * 0.1,
            AccuracyM = 5,
        },
        ObservedAt = observedAt,
        Origin = Origin.Import,
    };

    public List<Report> Many(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private string Text()
    {
        var text = new StringBuilder(CharactersMin + 20);
        while (text.Length < CharactersMin) text.Append(Sentences[random.Next(Sentences.Length)]);
        return text.ToString();
    }
}
