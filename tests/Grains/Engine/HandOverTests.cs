using RealtimeGov.Grains.Contracts;
using RealtimeGov.Grains.Placement;
using RealtimeGov.Grains.Shell;
using RealtimeGov.Domain.Placement;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Engines.Local;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Grains.Tests.Engine;

/// <summary>An actor that moves without pause, seen from inside it.</summary>
public sealed class HandOverTests
{
    private static readonly ActorId Grid = ActorId.Grid("A");

    private readonly Switched placement = new();
    private readonly LocalSilos silos = new();
    private readonly Seen seen = new();
    private readonly Activations activations;

    public HandOverTests()
    {
        foreach (var name in new[] { "silo-1", "silo-2" }) silos.Add(new LocalSilo(SiloNamed(name), new CancellationTokenSource()));
        activations = new Activations(placement, new NoTown(), silos, TimeProvider.System, (_, silo) => new Probe(silo.Name, seen));
    }

    [Fact]
    public async Task An_actor_s_code_never_runs_in_parallel_with_itself_nor_with_its_successor_s()
    {
        const int senders = 6, each = 5_000;
        var sending = Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++) await activations.Ask<Probe, int>(Grid, probe => probe.Take());
        })));
        var moves = 0;
        for (; !sending.IsCompleted; moves++)
        {
            placement.To(moves % 2 == 0 ? "silo-2" : "silo-1");
            activations.MigrateMisplaced(null);
            await Task.Yield();
        }
        await sending;
        Assert.Equal((0, 0, senders * each), (seen.OverlapsOfTurns, seen.OverlapsOfRequests, seen.Taken));
        Assert.True(seen.Incarnations > 10, $"{seen.Incarnations} incarnations in {moves} moves");
    }

    [Fact]
    public async Task Who_waits_for_the_successor_is_asked_of_it_in_order_and_who_is_inside_is_answered_by_the_old()
    {
        var gate = new TaskCompletionSource();
        var inside = activations.Ask<Probe, string>(Grid, async probe =>
        {
            await gate.Task;
            return probe.Silo;
        });
        placement.To("silo-2");
        activations.MigrateMisplaced(null);
        var order = new List<int>();
        var waiting = Enumerable.Range(0, 100).Select(n => activations.Ask<Probe, string>(Grid, probe =>
        {
            order.Add(n);
            return Task.FromResult(probe.Silo);
        })).ToList();
        Assert.All(waiting, reply => Assert.False(reply.IsCompleted));
        gate.SetResult();
        Assert.Equal("silo-1", await inside);
        Assert.All(await Task.WhenAll(waiting), silo => Assert.Equal("silo-2", silo));
        Assert.Equal(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public async Task Who_finds_the_successor_comes_after_all_who_waited_for_it()
    {
        const int others = 9_000;
        var (clock, order) = (new HoldingClock(), new List<int>());
        var moving = new Activations(placement, new NoTown(), silos, clock, (_, silo) =>
        {
            clock.IsArmed = silo.Name == "silo-2";
            return new Probe(silo.Name, seen);
        });
        var gate = new TaskCompletionSource();
        var inside = moving.Ask<Probe, int>(Grid, async _ =>
        {
            await gate.Task;
            return 0;
        });
        placement.To("silo-2");
        moving.MigrateMisplaced(null);
        Task<int> Ask(int number, Action? first = null) => moving.Ask<Probe, int>(Grid, _ =>
        {
            order.Add(number);
            first?.Invoke();
            return Task.FromResult(number);
        });
        Task<int>? late = null;
        // The first of them is with the successor, and asks once more, while the others are still being handed over.
        var waiting = new List<Task<int>> { Ask(0, () =>
        {
            clock.LetGo.Set();
            late = Ask(others + 1);
        }) };
        for (var number = 1; number <= others; number++) waiting.Add(Ask(number));
        gate.SetResult();
        await Task.WhenAll(waiting.Append(inside)).WaitAsync(Patience.Max);
        await late!.WaitAsync(Patience.Max);
        Assert.Equal(Enumerable.Range(0, others + 2), order);
    }

    [Fact]
    public async Task An_actor_that_wakes_while_the_placement_changes_is_where_it_belongs()
    {
        Activations late = null!;
        late = new Activations(placement, new NoTown(), silos, TimeProvider.System, (_, silo) =>
        {
            // Between the look at the placement and the actor's being there to be found by whoever works the change off.
            if (silo.Name == "silo-1")
            {
                placement.To("silo-2");
                late.MigrateMisplaced(null);
            }
            return new Probe(silo.Name, seen);
        });
        Assert.Equal("silo-2", await late.Ask<Probe, string>(Grid, probe => Task.FromResult(probe.Silo)));
    }

    [Fact]
    public async Task S7_who_waits_for_a_successor_is_bounded_too()
    {
        var gate = new TaskCompletionSource();
        var inside = activations.Ask<Probe, int>(Grid, async _ =>
        {
            await gate.Task;
            return 0;
        });
        placement.To("silo-2");
        activations.MigrateMisplaced(null);
        var waiting = Enumerable.Range(1, Activation.RequestsMax - 1).Select(_ => activations.Ask<Probe, int>(Grid, probe => probe.Take())).ToList();
        await Assert.ThrowsAsync<ActorBusyException>(() => activations.Ask<Probe, int>(Grid, probe => probe.Take()));
        gate.SetResult();
        await inside;
        await Task.WhenAll(waiting);
        Assert.Equal(Activation.RequestsMax - 1, seen.Taken);
    }

    [Fact]
    public async Task A_successor_waits_half_a_second_at_most()
    {
        var clock = new ManualTime(DateTimeOffset.UnixEpoch);
        var patient = new Activations(placement, new NoTown(), silos, clock, (_, silo) => new Probe(silo.Name, seen));
        var gate = new TaskCompletionSource();
        var inside = patient.Ask<Probe, string>(Grid, async probe =>
        {
            await gate.Task;
            return probe.Silo;
        });
        placement.To("silo-2");
        patient.MigrateMisplaced(null);
        var waiting = patient.Ask<Probe, string>(Grid, probe => Task.FromResult(probe.Silo));
        clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("silo-2", await waiting.WaitAsync(Patience.Max));
        gate.SetResult();
        Assert.Equal("silo-1", await inside);
    }

    private static Silo SiloNamed(string name) => new()
    {
        Name = name, Committer = null!, Streams = null!, ReadModel = null!, Town = null!, Placement = null!, Loads = null!, Actors = null!,
        Watchers = null!, Time = TimeProvider.System, Logger = null!, Stopping = default, AcceptLateDays = 0,
    };

    private sealed class Seen
    {
        private int requests;
        private int turns;

        public int OverlapsOfTurns;
        public int OverlapsOfRequests;
        public int Taken;
        public int Incarnations;

        public void EnterTurn()
        {
            if (Interlocked.Increment(ref turns) != 1) Interlocked.Increment(ref OverlapsOfTurns);
        }

        public void LeaveTurn() => Interlocked.Decrement(ref turns);

        /// <summary>Requests of one incarnation may interleave at an await; those of two may not.</summary>
        public void EnterRequest(Probe probe)
        {
            if (Interlocked.Increment(ref requests) == 1) inside = probe;
            else if (inside != probe) Interlocked.Increment(ref OverlapsOfRequests);
        }

        public void LeaveRequest()
        {
            Taken++;
            Interlocked.Decrement(ref requests);
        }

        private volatile Probe? inside;
    }

    private sealed class Probe : IActor
    {
        private readonly Seen seen;

        public Probe(string silo, Seen seen)
        {
            (Silo, this.seen) = (silo, seen);
            Interlocked.Increment(ref seen.Incarnations);
        }

        public string Silo { get; }

        public bool IsIdle => false;

        public async Task<int> Take()
        {
            seen.EnterRequest(this);
            seen.EnterTurn();
            Thread.SpinWait(50);
            seen.LeaveTurn();
            await Task.Yield();
            seen.EnterTurn();
            Thread.SpinWait(50);
            seen.LeaveTurn();
            seen.LeaveRequest();
            return 0;
        }

        public void Tick() { }
    }

    /// <summary>A clock that is read as each request enters an actor: the second one that a successor gets waits there.</summary>
    private sealed class HoldingClock : TimeProvider
    {
        private const int SecondEnters = 3; // the first reading is the successor's own, as it is made

        private int readings;

        public bool IsArmed { get; set; }

        public ManualResetEventSlim LetGo { get; } = new();

        public override long GetTimestamp()
        {
            if (IsArmed && Interlocked.Increment(ref readings) == SecondEnters) LetGo.Wait(Patience.Max);
            return base.GetTimestamp();
        }
    }

    private sealed class Switched : IPlacementView
    {
        public PlacementMap Current { get; private set; } = On("silo-1");

        public void To(string silo) => Current = On(silo);

        public Task<PlacementMap> After(PlacementMap seen, CancellationToken cancellation) => throw new NotSupportedException();

        public Task Refresh(CancellationToken cancellation) => throw new NotSupportedException();

        private static PlacementMap On(string silo) => new(
            PlacementTable.Empty.With(new PlacementEvent { Assigned = new GridAssigned { Grid = Grid.Key, After = new Assignment { Silo = silo } } }),
            [new Member("silo-1", true), new Member("silo-2", true)]);
    }

    private sealed class NoTown : ITownDirectory
    {
        public RegionTree Regions => RegionTree.Empty;

        public Categories Categories => Categories.Empty;

        public Roster Stewards => Roster.Empty;

        public Task Refresh(CancellationToken cancellation) => Task.CompletedTask;
    }
}
