namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>A system as it runs in a town: its places, what is done from its start to its figures, and these.</summary>
/// <param name="Name">As <c>--system</c> has it.</param>
/// <param name="Page">Below the server's address, where the figures are looked at.</param>
public sealed record TownSystem(string Name, string Chinese, string English, string Page)
{
    /// <summary>Regions that the town gets for it, parents first.</summary>
    public Func<SystemGround, IReadOnlyList<SystemRegion>> Regions { get; init; } = _ => [];

    /// <summary>Who handles issues in these regions, beside the town's own people.</summary>
    public IReadOnlyList<SystemWorker> Workers { get; init; } = [];

    /// <summary>In order; each begins where those before it ended.</summary>
    public required Func<SystemGround, IReadOnlyList<SystemStage>> Stages { get; init; }

    /// <summary>What is read when all stages are done.</summary>
    public required Func<SystemGround, IReadOnlyList<SystemFigure>> Figures { get; init; }

    /// <summary>A recorded day of the demo that is played in the place of stages; empty where there is none.</summary>
    public string Scenario { get; init; } = "";
}

/// <summary>A part of what is done, by a name that a test can stop at.</summary>
public sealed record SystemStage(string Name, params IReadOnlyList<SystemMove> Moves);

/// <param name="Kind">As region files have it: town, village, grid.</param>
public sealed record SystemRegion(string Code, string Name, string Kind, string Parent);

/// <summary>Somebody invented who handles issues of one region.</summary>
public sealed record SystemWorker(string Id, string Name, string Region);

/// <summary>A figure by where it is read.</summary>
/// <param name="Path">Below <c>/api/v1/</c>.</param>
public sealed record SystemFigure(string Path, string Name, double Value)
{
    public static IEnumerable<SystemFigure> Of(string kind, string id, params IReadOnlyList<(string Name, long Value)> figures) =>
        figures.Select(figure => new SystemFigure($"programmes/{kind}/{id}", figure.Name, figure.Value));

    /// <summary>Of the loop in a region, of issues reported in the last three hundred days.</summary>
    public static IEnumerable<SystemFigure> OfLoop(SystemGround ground, string region, params IReadOnlyList<(string Name, long Value)> figures) =>
        figures.Select(figure => new SystemFigure($"figures?region={region}&from={ground.InDays(-300)}&until={ground.InDays(0)}", figure.Name, figure.Value));
}
