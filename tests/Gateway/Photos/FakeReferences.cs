using RealtimeGov.Gateway.Photos.Retention;
using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Reports that name photos, and everything that was asked.</summary>
internal sealed class FakeReferences : IPhotoReferences
{
    public HashSet<string> Named { get; } = [];

    public List<string[]> Asked { get; } = [];

    public List<ErasedPhoto> Erased { get; } = [];

    /// <summary>Called with the number of the question, from 1, before it is answered.</summary>
    public Func<int, Task> Asking { get; set; } = _ => Task.CompletedTask;

    public async Task<IReadOnlySet<string>> Referenced(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        Asked.Add([.. ids]);
        await Asking(Asked.Count);
        return ids.Where(Named.Contains).ToHashSet();
    }

    public Task<IReadOnlyList<ErasedPhoto>> ErasedSince(long sinceUs, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ErasedPhoto>>([.. Erased.Where(photo => photo.ErasedAtUs >= sinceUs)]);
}
