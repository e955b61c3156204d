using RealtimeGov.Domain.Time;
using RealtimeGov.Grains;
using RealtimeGov.Grains.Client;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;

namespace RealtimeGov.Cluster.Storage;

/// <summary>Whoever is erased from the journal's contents is erased as the sender of photos too, each through the photo's grain.</summary>
public sealed class UploaderEraser(IContentEraser journal, RecordStore records, ITownClient grains, TimeProvider time) : IContentEraser
{
    private const string Person = GrainNames.Person + "/";

    /// <inheritdoc/>
    /// <exception cref="NotDurableException">A record could not be written: erase again.</exception>
    public async Task<int> Erase(string stream, ulong upToSeq, CancellationToken cancellation)
    {
        var gone = await journal.Erase(stream, upToSeq, cancellation);
        if (!stream.StartsWith(Person, StringComparison.Ordinal)) return gone;
        var uploader = $"{GrainNames.Person} {stream[Person.Length..]}";
        var photos = await records.PhotosOf(uploader, cancellation);
        foreach (var photo in photos)
            await grains.Take(photo, new PhotoCommand { AtUs = Instant.From(time.GetUtcNow()), ForgetUploader = new ForgetUploader { Uploader = uploader } });
        if (photos.Count > 0) await records.Scrub(cancellation);
        return gone;
    }

    // A report's contents name no person that is erased with them.
    public Task<int> Erase(ErasedContent erased, CancellationToken cancellation) => journal.Erase(erased, cancellation);
}
