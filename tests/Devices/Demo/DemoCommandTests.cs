using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Demo;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Devices.Tests.Demo;

public sealed class DemoCommandTests
{
    [Theory]
    [InlineData("--speed", "0", "--speed is a number above 0, to 1,000,000")]
    [InlineData("--speed", "NaN", "--speed is a number above 0, to 1,000,000")]
    [InlineData("--speed", "fast", "--speed is a number above 0, to 1,000,000")]
    [InlineData("--rate", "-1", "--rate is a number above 0, to 60,000")]
    [InlineData("--rate", "60001", "--rate is a number above 0, to 60,000")]
    [InlineData("--show-every", "0", "--show-every is a number above 0, to 86,400")]
    [InlineData("--storm", "-1", "--storm is a whole number from 0 to 1,000,000")]
    [InlineData("--storm", "1000001", "--storm is a whole number from 0 to 1,000,000")]
    [InlineData("--admin-token-file", "/nowhere/token", "--admin-token-file: ")]
    public async Task A_value_out_of_range_fails_by_its_options_name(string option, string value, string message)
    {
        var (code, error) = await RunAsync(option, value);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(message, error);
    }

    [Fact]
    public async Task A_mistake_in_the_scenario_is_told_before_anything_is_sent()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "s.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(Wuzhen.ScenarioPath)).Replace("WZ-1297", "WZ-9999"));

        // Nobody listens at port 1: reaching for the server would end with another code.
        var (code, error) = await RunAsync("--town", Wuzhen.TownPath, "--scenario", file, "--http", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Equal("s.json:9:35: the town has no steward WZ-9999", error.Trim());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_ends_with_not_sent()
    {
        var (code, error) = await RunAsync("--town", Wuzhen.TownPath, "--http", "http://127.0.0.1:1", "--lang", "en");

        Assert.Equal(ExitCode.NotSent, code);
        Assert.Contains("http://127.0.0.1:1", error);
    }

    [Fact]
    public void Defaults_are_60_times_and_20_a_minute()
    {
        var options = new DemoOptions();

        Assert.Equal((60, 1, 20), (options.Speed, options.DaySpeed, options.Rate));
        Assert.Equal((TimeSpan.FromSeconds(45), 400, false), (options.ActEvery, options.Storm, options.Show));
        Assert.Equal("http://127.0.0.1:8081/", options.Server.ToString());
        Assert.Equal("http://127.0.0.1:8080/", options.Http.ToString());
    }

    private static async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        var error = new StringWriter();
        var root = FieldCommand.Create(new DeviceEnvironment(), DemoCommand.Create());
        var code = await FieldCommand.RunAsync(root, ["demo", .. arguments], TextWriter.Null, error);
        return (code, error.ToString());
    }
}
