using System.Reflection;
using RealtimeGov.Domain.Deadlines;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Domain.Routing;
using RealtimeGov.Domain.Settings;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Domain.Tests.Issues;

public sealed class LoopPageTests
{
    /// <summary>Set to 1, the page is written anew instead of compared.</summary>
    private const string WriteVariable = "REALTIMEGOV_WRITE_DOCS";

    [Fact]
    public void The_page_s_tables_are_those_of_the_code()
    {
        var path = Repository.File("docs", "loop.md");
        var page = File.ReadAllText(path);
        var rendered = LoopPage.Render(page);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1") File.WriteAllText(path, rendered);
        else Assert.True(rendered == page, $"docs/loop.md is not what the code says: {WriteVariable}=1 dotnet test tests/Domain --filter LoopPage");
    }

    [Fact]
    public void Every_refusal_has_its_words_once() =>
        Assert.Equal(Codes(typeof(IssueRefusals)).Order(), IssueRefusals.Words.Select(words => words.Code).Order());

    [Fact]
    public void The_page_tells_every_fault_of_a_calendar_and_of_a_routing_table()
    {
        var page = File.ReadAllText(Repository.File("docs", "loop.md"));
        Assert.All([.. Codes(typeof(CalendarFaults)), .. Codes(typeof(RoutingFaults))], code => Assert.Contains($"| `{code}` |", page));
    }

    [Fact]
    public void Every_refused_setting_has_its_words_once() => Assert.Equal(
        Codes(typeof(CalendarFaults)).Concat(Codes(typeof(RoutingFaults))).Concat(Codes(typeof(SettingRefusals))).Order(), SettingRefusals.Words.Select(words => words.Code).Order());

    private static IEnumerable<string> Codes(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
