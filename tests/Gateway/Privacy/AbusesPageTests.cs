using System.Text.RegularExpressions;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Privacy;

/// <summary>Every test that the page of abuses rests on is there.</summary>
[Trait("lane", "trust")]
public sealed class AbusesPageTests
{
    [Fact]
    public void The_page_names_ten_abuses_and_tests_that_there_are()
    {
        var lines = File.ReadAllLines(Repository.File("docs", "abuses.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        Assert.Equal(10, lines.Count);
        var sources = Directory.GetFiles(Repository.File("tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var named = Regex.Matches(line, @"`(\w+Tests)\.(\w+)`");
            Assert.NotEmpty(named);
            foreach (var test in named.Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)))
                Assert.True(sources[test.Class].Any(file => File.ReadAllText(file).Contains($" {test.Method}(", StringComparison.Ordinal)), $"{test.Class}.{test.Method} is no test");
        }
    }
}
