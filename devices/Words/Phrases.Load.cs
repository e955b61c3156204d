namespace RealtimeGov.Devices.Words;

// Load tests.
internal sealed partial class Phrases
{
    public string Loading(int reports, int grids, int streams, double? rate) => rate is { } perSecond
        ? Say($"{reports} reports for {grids} grids over {streams} streams, {perSecond:0.##} a second", $"压测：{reports} 条信息，{grids} 个网格，{streams} 路，每秒 {perSecond:0.##} 条")
        : Say($"{reports} reports for {grids} grids over {streams} streams, as fast as they are acknowledged", $"压测：{reports} 条信息，{grids} 个网格，{streams} 路，随确认速度发送");

    public Bilingual NoGrids => new("there is no grid to send reports to", "没有可上报的网格");

    public string LoadFailed(string why) => Say($"a stream could not go on: {why}", $"有一路无法继续：{why}");
}
