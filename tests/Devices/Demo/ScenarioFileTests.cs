using System.Text;
using RealtimeGov.Devices.Demo.Files;
using RealtimeGov.Devices.Demo.Scenarios;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class ScenarioFileTests
{
    [Theory]
    [InlineData("\"town\": \"330483100\"", "\"town\": \"1\"", "s.json:3:11: the town is 330483100")]
    [InlineData("\"date\": \"2016-06-13\"", "\"date\": \"2016-06-31\"", "s.json:4:11: a date such as 2016-06-13 is expected here")]
    [InlineData("\"pausesAt\": \"16:40:00\"", "\"pausesAt\": \"06:40:00\"", "s.json:6:15: the pause lies before the opening")]
    [InlineData("07:11:45", "07:03:19", "s.json:9:12: 07:03:19 lies before what stands above it")]
    [InlineData("16:38:50", "16:40:01", "s.json:43:12: 16:40:01 lies after the pause")]
    [InlineData("07:11:45", "7.11", "s.json:9:12: a time such as 07:03:20 is expected here")]
    [InlineData("\"at\": \"07:11:45\", \"steward\": \"WZ-1297\"", "\"at\": \"07:11:45\", \"steward\": \"WZ-2682\"", "s.json:9:35: the town has no steward WZ-2682")]
    [InlineData("\"grid\": \"330483100219001\"", "\"grid\": \"330483100219004\"", "s.json:9:54: the town has no grid 330483100219004")]
    [InlineData("\"category\": \"water/embankment\"", "\"category\": \"water/embankmant\"", "s.json:34:85: the town has no category water/embankmant")]
    [InlineData("\"nothing-needed\"", "\"nothing\"", "s.json:26:118: handle, solved-on-spot or nothing-needed is expected here")]
    [InlineData("\"joins\": \"manhole\"", "\"joins\": \"manhol\"", "s.json:38:139: no report above has the key manhol")]
    [InlineData("\"joins\": \"manhole\"", "\"joins\": \"pothole\"", "s.json:38:139: pothole lies in another grid")]
    [InlineData("\"key\": \"manhole\"", "\"key\": \"pothole\"", "s.json:19:31: a report above has the key pothole already")]
    [InlineData("\"key\": \"manhole\"", "\"kye\": \"manhole\"", "s.json:19:31: \"kye\" is not known here")]
    [InlineData("\"text\": \"门口的垃圾桶桶身裂开，盖子合不上\"", "\"text\": \"\"", "s.json:42:134: a text that is not empty is expected here")]
    [InlineData("合不上\"},", "合不上\"}", "s.json:43:5: this is no JSON here: '{' is invalid after a value. Expected either ',', '}', or ']'.")]
    [InlineData("\"at\": \"16:38:50\"", "\"at\": \"16:38:50\", \"at\": \"16:38:51\"", "s.json:43:24: \"at\" stands here a second time")]
    public void A_mistake_is_named_by_line_and_column(string right, string wrong, string message)
    {
        var text = File.ReadAllText(Wuzhen.ScenarioPath);
        Assert.Contains(right, text);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        var changed = text[..at] + wrong + text[(at + right.Length)..];

        var error = Assert.Throws<DemoFileException>(
            () => ScenarioFile.Parse("s.json", Encoding.UTF8.GetBytes(changed), Wuzhen.Town, Wuzhen.Map, Wuzhen.Roster));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void An_empty_file_is_no_JSON_at_its_first_column()
    {
        var error = Assert.Throws<DemoFileException>(() => ScenarioFile.Parse("s.json", [], Wuzhen.Town, Wuzhen.Map, Wuzhen.Roster));

        Assert.Equal((1, 1), (error.Line, error.Column));
    }

    [Fact]
    public void A_column_counts_characters_not_bytes()
    {
        var error = Assert.Throws<DemoFileException>(() => PlacedJson.Parse("x.json", "{\"名\": \"乌镇\" 1}"u8));

        Assert.Equal((1, 12), (error.Line, error.Column));
    }
}
