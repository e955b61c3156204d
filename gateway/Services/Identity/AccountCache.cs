using Microsoft.Extensions.Caching.Memory;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>Accounts as they were at most 30 s ago, so that a request costs no call of a grain; whoever is shut out is out within that.</summary>
public sealed class AccountCache(IAccounts accounts, TimeProvider time) : IDisposable
{
    /// <summary>How late a change may be on another gateway; on the one that took it, it holds at once.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(30);

    /// <summary>Accounts in memory: a county's devices. The rest is asked for again.</summary>
    public const int EntriesMax = 50_000;

    private readonly MemoryCache held = new(new MemoryCacheOptions { SizeLimit = EntriesMax });

    public Task<PersonView> Person(string id) => Held(("person", id), () => accounts.Person(id));

    public Task<DeviceView> Device(string id) => Held(("device", id), () => accounts.Device(id));

    public async Task<PersonReply> Change(string id, ChangePerson command)
    {
        try { return await accounts.Change(id, command); }
        finally { held.Remove(("person", id)); }
    }

    public async Task<DeviceReply> Change(string id, ChangeDevice command)
    {
        try { return await accounts.Change(id, command); }
        finally { held.Remove(("device", id)); }
    }

    /// <summary>Past the cache: where a hash is compared, an old one must not do.</summary>
    public Task<PersonView> PersonNow(string id) => accounts.Person(id);

    /// <inheritdoc cref="PersonNow"/>
    public Task<DeviceView> DeviceNow(string id) => accounts.Device(id);

    public Task<bool> IsEmpty(CancellationToken cancellation) => accounts.IsEmpty(cancellation);

    public void Dispose() => held.Dispose();

    // The age is the server's own clock's, which tests move; the cache's bound keeps the newest.
    private async Task<T> Held<T>((string, string) key, Func<Task<T>> ask) where T : class
    {
        if (held.TryGetValue(key, out (T View, long At) known) && time.GetElapsedTime(known.At) < AgeMax) return known.View;
        var askedAt = time.GetTimestamp();
        var view = await ask();
        held.Set(key, (view, askedAt), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = AgeMax * 2 });
        return view;
    }
}
