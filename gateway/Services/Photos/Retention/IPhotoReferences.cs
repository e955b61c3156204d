using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Gateway.Photos.Retention;

/// <summary>Which photos durable reports name, as long as their content is kept.</summary>
public interface IPhotoReferences
{
    /// <summary>
    /// Of these ids, those that the content of a durable report names. Everything that was durable when the question was
    /// asked is seen. Throws when the store cannot be read: nothing is collected then.
    /// </summary>
    /// <param name="ids">At most <see cref="PhotoCollector.AskedMax"/>.</param>
    Task<IReadOnlySet<string>> Referenced(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>Photos that a content named which was erased since a time; microseconds since 1970-01-01T00:00Z, the time itself included.</summary>
    Task<IReadOnlyList<ErasedPhoto>> ErasedSince(long sinceUs, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ErasedPhoto>>([]);
}
