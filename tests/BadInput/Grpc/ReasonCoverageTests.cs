using System.Text.RegularExpressions;
using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.BadInput.Tests.Grpc;

/// <summary>Receipts carry codes; reasons.md says them in words. Neither knows one that the other does not.</summary>
public sealed partial class ReasonCoverageTests
{
    [Fact]
    public void Every_reason_of_a_row_is_said_in_both_languages() => Assert.Equal([], OfRows().Except(InWords("INVALID", "Notes", "RETRY")));

    [Fact]
    public void Every_fault_of_a_report_has_a_row()
    {
        // Of the credential (tests/Gateway/Identity), of the store, of the sum of two clocks, of a steward's home, and of what others reported: no one field is at fault.
        string[] notOfFields = ["steward_not_own", "origin_not_own", "grid_not_own", "report_id_of_import", "not_storable", "clock_corrected", "place_unsure", "possible_duplicate"];

        Assert.Equal([], InWords("INVALID", "Notes").Except(OfRows()).Except(notOfFields));
    }

    private static HashSet<string> OfRows() =>
        [.. BadInputTable.Of("gRPC").SelectMany(row => Receipt().Match(row["outcome"]) is { Success: true } receipt ? receipt.Groups["reasons"].Value.Split(' ') : [])];

    private static IEnumerable<string> InWords(params string[] sections) =>
        File.ReadAllText(Repository.File("docs", "contracts", "reasons.md")).Split("\n## ")
            .Where(section => sections.Any(wanted => section.StartsWith(wanted, StringComparison.Ordinal)))
            .SelectMany(section => Words().Matches(section)).Select(row => row.Groups["code"].Value);

    [GeneratedRegex("^(OPENED|INVALID|RECORDED|JOINED|RETRY) (?<reasons>[a-z_ ]+)$")]
    private static partial Regex Receipt();

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+)` \| [^|]*[a-z][^|]* \| [^|]*\p{IsCJKUnifiedIdeographs}[^|]* \|$", RegexOptions.Multiline)]
    private static partial Regex Words();
}
