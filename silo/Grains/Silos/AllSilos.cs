using Orleans;
using RealtimeGov.Domain.Placement;

namespace RealtimeGov.Grains.Silos;

/// <summary>The way to every silo that lives.</summary>
public sealed class AllSilos(Func<IGrainFactory> grains, Func<PlacementMap> map, TimeProvider time)
{
    /// <summary>A silo that has not answered by then finds out by itself: what it reads late it reads again.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1);

    /// <summary>Complete when each has done it, failed or taken too long.</summary>
    public Task Tell(Func<ISiloGrain, Task> what) => Task.WhenAll(Living.Select(async name =>
    {
        try { await what(grains().GetGrain<ISiloGrain>(name)).WaitAsync(AnswerMax, time); }
        catch (Exception) { } // it dies, or reads it by itself
    }));

    /// <summary>The answers of those who gave one, by name.</summary>
    public async Task<IReadOnlyDictionary<string, T>> Ask<T>(Func<ISiloGrain, Task<T>> what) where T : class
    {
        var answers = await Task.WhenAll(Living.Select(async name =>
        {
            try { return (name, answer: await what(grains().GetGrain<ISiloGrain>(name)).WaitAsync(AnswerMax, time)); }
            catch (Exception) { return (name, answer: (T?)null); } // as one that holds nothing
        }));
        return answers.Where(one => one.answer is not null).ToDictionary(one => one.name, one => one.answer!, StringComparer.Ordinal);
    }

    /// <exception cref="TimeoutException">No answer in time.</exception>
    public Task<T> Ask<T>(string silo, Func<ISiloGrain, Task<T>> what) => what(grains().GetGrain<ISiloGrain>(silo)).WaitAsync(AnswerMax, time);

    private IEnumerable<string> Living => map().Members.Where(member => member.IsLive).Select(member => member.Name);
}
