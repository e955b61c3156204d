using RealtimeGov.Journal.Queries;

namespace RealtimeGov.Gateway.Photos.Retention;

/// <summary>The store knows: a report's references are written with its content.</summary>
public sealed class ReadModelReferences(IReadModel readModel) : IPhotoReferences
{
    public Task<IReadOnlySet<string>> Referenced(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        readModel.NamedPhotos(ids, cancellation);

    public Task<IReadOnlyList<ErasedPhoto>> ErasedSince(long sinceUs, CancellationToken cancellation) => readModel.Query(ErasedPhoto.Since(sinceUs), cancellation);
}
