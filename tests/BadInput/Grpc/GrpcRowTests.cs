using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.BadInput.Tests.Town;
using RealtimeGov.Protos;

namespace RealtimeGov.BadInput.Tests.Grpc;

/// <summary>Every field of every message, as bad-input.md tells it.</summary>
[Collection(OneTown.Name)]
public sealed class GrpcRowTests(TownServer town)
{
    private const string Section = "gRPC";

    public static TheoryData<string> Rows => BadInputTable.Keys(Section);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_comes_true(string key)
    {
        var row = BadInputTable.Find(Section, key);
        await town.Restore();
        var before = await town.State.Read();
        Baselines.PlacementVersion = before.Placement;
        var send = new GrpcRows(town).Prepare(row);

        var outcome = await send();
        var after = await town.State.Read();

        Told.Holds(row, $"{Without(outcome, row, before)} | {before.Counted(after)}", $"{row["outcome"]} | {row["counted"]}");
        if (row.Target == nameof(Report)) await SentAgain(row, send, outcome, after);
    }

    private static string Without(string outcome, Row row, Figures before) =>
        Told.WithoutEcho(outcome, row.Sent).Replace($"has version {before.Placement}", "has version {version}", StringComparison.Ordinal);

    // Refused again it counts no second time; accepted, it is known by its id.
    private async Task SentAgain(Row row, Func<Task<string>> send, string first, Figures before)
    {
        var again = await send();

        var expected = row["counted"] == "valid" ? "DUPLICATE" : first;
        Told.Holds(row, $"again {again} | {before.Counted(await town.State.Read())}", $"again {expected} | nothing");
    }
}
