using RealtimeGov.Fuzz.Tests.Engine;
using RealtimeGov.Fuzz.Tests.Targets;

namespace RealtimeGov.Fuzz.Tests;

/// <summary>What takes bytes apart in this process: only typed errors come out, in bounded memory and time.</summary>
public sealed class ParserFuzzTests
{
    private static readonly Dictionary<string, Func<Target>> ByName = new()
    {
        ["photo"] = () => new PhotoTarget(),
        ["report"] = () => new ReportTarget(),
        ["region-file"] = () => new RegionFileTarget(),
        ["csv"] = () => new CsvTarget(),
        ["map"] = () => new MapTarget(),
    };

    public static TheoryData<string> Names => [.. ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Only_typed_errors_come_out(string name)
    {
        var target = ByName[name]();
        using var scratch = target as IDisposable;

        await Fuzzing.Run(target, ByName.Count);
    }
}
