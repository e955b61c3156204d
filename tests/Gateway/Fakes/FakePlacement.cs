using RealtimeGov.Domain.Placement;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Placement;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A placement in memory that decides by the rules: silo-1 and silo-2 live, silo-3 is dead.</summary>
internal sealed class FakePlacement(FakeDirectory directory, FakeReadModel readModel) : IPlacementView, ISiloLoads
{
    private readonly Lock gate = new();
    private PlacementMap map = new(PlacementTable.Empty, [new("silo-1", true), new("silo-2", true), new("silo-3", false)]);
    private TaskCompletionSource replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int reads;

    public Dictionary<string, double> ReportsPerSecond { get; } = [];

    /// <summary>When set, changing fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>No change is answered before it completes.</summary>
    public Task Opens { get; set; } = Task.CompletedTask;

    /// <summary>When set, reading the loads fails with it.</summary>
    public Exception? LoadsFailure { get; set; }

    /// <summary>The last change that was asked for.</summary>
    public ChangePlacement? Asked { get; private set; }

    /// <summary>How often the loads were read.</summary>
    public int Reads => Volatile.Read(ref reads);

    public PlacementMap Current
    {
        get
        {
            lock (gate)
                return map;
        }
    }

    public async Task<PlacementMap> After(PlacementMap seen, CancellationToken cancellation)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (!ReferenceEquals(map, seen)) return map;
                change = replaced.Task;
            }

            await change.WaitAsync(cancellation);
        }
    }

    public Task Refresh(CancellationToken cancellation) => Task.CompletedTask;

    public async Task<PlacementAnswer> Change(ChangePlacement command)
    {
        await Opens;
        if (Failure is not null) throw Failure;
        lock (gate)
        {
            Asked = command;
            var decision = new PlacementDecider(map, directory.Regions.At(command.AtUs).IsGrid).Decide(command);
            if (decision.Event is { } e)
            {
                map = new PlacementMap(map.Table.With(e), map.Members);
                var text = AuditText.Of(e);
                readModel.AuditRows.Add(new AuditRow(map.Table.Version, e.AtUs, e.By, text.Action, text.Subject, text.Before, text.After));
                Replaced();
            }

            return new PlacementAnswer { Version = map.Table.Version, Refused = decision.Refused, Detail = decision.Detail };
        }
    }

    public Task<TownLoads> Loads(CancellationToken cancellation)
    {
        Interlocked.Increment(ref reads);
        if (LoadsFailure is not null) return Task.FromException<TownLoads>(LoadsFailure);
        return Task.FromResult(new TownLoads(
            new Dictionary<string, double>(ReportsPerSecond), new Dictionary<string, uint> { ["silo-1"] = 5 }, new Dictionary<string, string>()));
    }

    /// <summary>One request of an administrator, as the placement's grain takes it.</summary>
    public Task<PlacementAnswer> Drain(string silo) => Change(new ChangePlacement
    {
        AtUs = Instant.From(TestGateway.Start), Drain = new DrainSiloRequest { Silo = silo, By = "test" },
    });

    private void Replaced()
    {
        var before = replaced;
        replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }
}
