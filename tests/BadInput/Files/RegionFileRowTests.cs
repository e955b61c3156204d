using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Files;

/// <summary>Every member of a region file, as bad-input.md tells it. A file that is refused is not used at all.</summary>
public sealed class RegionFileRowTests
{
    private const string Section = "Region files";

    private static readonly string Town = File.ReadAllText(Repository.File("tests", "e2e", "fixtures", "town.geojson"));

    public static TheoryData<string> Rows => BadInputTable.Keys(Section);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_comes_true(string key)
    {
        var row = BadInputTable.Find(Section, key);
        var file = JsonBody.With(Town, row.Field, new Input(row.Input, _ => ""));

        Told.Holds(row, Told.WithoutEcho(Read(file), row.Sent), $"{row["code"]} | {row["English"]} | {row["中文"]}");
    }

    [Fact]
    public void Every_error_has_a_row()
    {
        var codes = new[] { typeof(RegionFileError), typeof(Domain.Regions.RegionTreeError) }
            .SelectMany(type => type.GetFields()).Select(field => (string)field.GetValue(null)!);
        // The day it holds from is not the file's word, and a parent without a feature becomes one; the two bounds have tests of their own.
        string[] notOfFiles = ["from_date", "parent_unknown", "file_too_large", "too_many_features"];

        Assert.Empty(codes.Except(BadInputTable.Of(Section).Select(row => row["code"])).Except(notOfFiles));
    }

    private static string Read(byte[] file)
    {
        try
        {
            RegionFile.Read(new MemoryStream(file), new RegionFileOptions());
            return "accepted | - | -";
        }
        catch (RegionFileException refused)
        {
            return $"{refused.Code} | {Visible.Of(refused.Message)} | {Visible.Of(refused.MessageZh)}";
        }
    }
}
