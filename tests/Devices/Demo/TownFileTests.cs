using System.Text;
using RealtimeGov.Devices.Demo.Files;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class TownFileTests
{
    [Fact]
    public void Wuzhen_has_30_villages_82_grids_and_8_trades()
    {
        Assert.Equal(30, Wuzhen.Town.Villages.Count);
        Assert.Equal(4, Wuzhen.Town.Villages.Count(village => village.IsCommunity));
        Assert.Equal(82, Wuzhen.Town.Villages.Sum(village => village.Grids));
        Assert.Equal(82, Wuzhen.Map.Grids.Count);
        Assert.Equal(["民宿", "出租车", "餐饮", "游船", "环卫", "快递", "商铺", "景区"], Wuzhen.Town.Trades.Select(trade => trade.Names.Zh));
        Assert.Equal("Asia/Shanghai", Wuzhen.Town.Zone.Id);
    }

    [Fact]
    public void Categories_have_two_levels_and_a_phrase_each()
    {
        Assert.Equal(7, Wuzhen.Town.Phrases.Classes.Count);
        Assert.Equal(25, Wuzhen.Town.Phrases.Kinds.Count);
        Assert.Equal(25, Wuzhen.Town.Phrases.Kinds.Select(kind => kind.Code).Distinct().Count());
        Assert.All(Wuzhen.Town.Phrases.Kinds, kind => Assert.All(kind.Phrases, phrase => Assert.Contains(PhraseBook.Spot, phrase)));
    }

    [SharedDataFact("wuzhen_villages.csv")]
    public void Villages_are_those_of_the_national_division_list()
    {
        var listed = File.ReadLines(SharedData.Path("wuzhen_villages.csv")).Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => (Code: cells[0], Name: cells[1].Trim('"').Replace("村委会", "").Replace("居委会", "")));

        Assert.Equal(listed, Wuzhen.Town.Villages.Select(village => (village.Code, village.Name)));
    }

    [Theory]
    [InlineData("\"stewards\": 2681", "\"stewards\": 859", "t.json:6:15: the trades alone have 860 stewards")]
    [InlineData("\"Asia/Shanghai\"", "\"Asia/Wuzhen\"", "t.json:5:15: this machine knows no time zone Asia/Wuzhen")]
    [InlineData("\"kind\": \"community\", \"grids\": 4, \"at\": [0.24", "\"kind\": \"hamlet\", \"grids\": 4, \"at\": [0.24", "t.json:9:55: village or community is expected here")]
    [InlineData("\"stewards\": 2681", "\"stewrads\": 2681", "t.json:6:15: \"stewrads\" is not known here")]
    [InlineData("\"stewards\": 2681,", "\"stewards\" 2681,", "t.json:6:14: this is no JSON here: '2' is invalid after a property name. Expected a ':'.")]
    public void A_mistake_is_named_by_line_and_column(string right, string wrong, string message)
    {
        var text = File.ReadAllText(Wuzhen.TownPath);
        Assert.Contains(right, text);

        var error = Assert.Throws<DemoFileException>(() => TownFile.Parse("t.json", Encoding.UTF8.GetBytes(text.Replace(right, wrong))));

        Assert.Equal(message, error.Message);
    }
}
