using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;

namespace RealtimeGov.Gateway.Registration;

/// <summary>
/// Registers in bulk, one request after another. What it is given has been checked as a whole; should the store fail on
/// the way, the same again completes it. No caller's cancellation reaches it.
/// </summary>
public sealed class TownRegistry(ITownClient grains, ITownDirectory directory, TimeProvider time) : IDisposable
{
    /// <summary>Stewards under way at once: enough to share commits, few beside what reports need.</summary>
    public const int StewardsUnderWayMax = 64;

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>How many were not so before.</summary>
    /// <param name="by">As the journal names whoever asked.</param>
    public Task<uint> Categories(IReadOnlyList<Category> categories, CommandOrigin by) => InTurn(async () =>
    {
        var define = new DefineTown { AtUs = NowUs, Origin = by };
        define.Categories.Add(categories);
        return (await grains.Define(define)).CategoriesChanged;
    });

    /// <summary>How many were not so before.</summary>
    public Task<uint> Regions(IReadOnlyList<Region> regions) => InTurn(async () =>
    {
        var define = new DefineTown { AtUs = NowUs };
        define.Regions.Add(regions);
        return (await grains.Define(define)).RegionsChanged;
    });

    /// <inheritdoc cref="Categories"/>
    public Task<uint> Stewards(IReadOnlyList<Steward> stewards, CommandOrigin by) => InTurn(async () =>
    {
        uint changed = 0;
        var bound = new ParallelOptions { MaxDegreeOfParallelism = StewardsUnderWayMax };
        await Parallel.ForEachAsync(stewards, bound, async (steward, _) =>
        {
            var reply = await grains.Register(new RegisterSteward { Steward = steward, AtUs = NowUs, Origin = by });
            if (reply.Changed) Interlocked.Increment(ref changed);
        });
        return changed;
    });

    public void Dispose() => turn.Dispose();

    private long NowUs => Instant.From(time.GetUtcNow());

    private async Task<uint> InTurn(Func<Task<uint>> register)
    {
        await turn.WaitAsync();
        try
        {
            return await register();
        }
        finally
        {
            try
            {
                // Also after a failure: some of it may be durable.
                await directory.Refresh(CancellationToken.None);
            }
            finally
            {
                // Also when the store does not answer: whoever waits has its own turn to try.
                turn.Release();
            }
        }
    }
}
