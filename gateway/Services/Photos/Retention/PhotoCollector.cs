using RealtimeGov.Gateway.Photos.Storage;

namespace RealtimeGov.Gateway.Photos.Retention;

/// <summary>
/// Deletes photos that no report names and nobody confirmed for a day. A report that names a photo within a day of its
/// confirmation is always seen. Against later ones the question is asked twice, the second time when the photo's name is
/// gone: a device that asks from then on hears that the photo is not there, and sends it again.
/// </summary>
internal sealed class PhotoCollector(RecordedPhotos photos, IncomingPhotos incoming, PhotoOptions options)
{
    /// <summary>Ids in one question.</summary>
    public const int AskedMax = 500;

    private long erasedSeenUs;

    /// <summary>One round over all photos; how many were deleted.</summary>
    public async Task<int> Collect(CancellationToken cancellation)
    {
        incoming.Clean();
        if (options.References is not { } references) return 0;
        var collected = 0;
        foreach (var ids in photos.Files.Unconfirmed().Chunk(AskedMax))
        {
            cancellation.ThrowIfCancellationRequested();
            collected += await Collect(ids, references, evenConfirmed: false, cancellation);
        }

        return collected;
    }

    /// <summary>
    /// Deletes at once, whoever confirmed them, the photos of contents that were erased since it was last asked, and from the start on
    /// those of all that ever were; how many were deleted.
    /// </summary>
    public async Task<int> CollectErased(CancellationToken cancellation)
    {
        if (options.References is not { } references) return 0;
        var (collected, erased) = (0, await references.ErasedSince(erasedSeenUs, cancellation));
        foreach (var some in erased.Chunk(AskedMax)) collected += await Collect([.. some.Select(photo => photo.PhotoId)], references, evenConfirmed: true, cancellation);
        if (erased.Any(photo => photo.ErasedAtUs > erasedSeenUs) || collected > 0) await options.Scrub(cancellation);
        if (erased.Count > 0) erasedSeenUs = erased[^1].ErasedAtUs; // others of this very time may still come
        return collected;
    }

    private async Task<int> Collect(string[] ids, IPhotoReferences references, bool evenConfirmed, CancellationToken cancellation)
    {
        var (named, round) = (await references.Referenced(ids, cancellation), Guid.NewGuid().ToString("N"));
        // Named ones need not be asked about again for a day.
        foreach (var id in ids.Where(named.Contains)) await photos.Confirm(id);
        var aside = new List<string>();
        foreach (var id in ids.Where(id => !named.Contains(id)))
        {
            if (await photos.SetAside(id, round, evenConfirmed)) aside.Add(id);
            else if (evenConfirmed) await photos.Forget(id);
        }
        if (aside.Count == 0) return 0;
        var kept = aside.ToHashSet(StringComparer.Ordinal);
        try
        {
            kept.IntersectWith(await references.Referenced(aside, cancellation));
        }
        finally
        {
            // All of them where the second answer did not come.
            foreach (var id in kept) await photos.Restore(id);
        }

        var collected = 0;
        foreach (var id in aside.Where(id => !kept.Contains(id)))
            if (await photos.Discard(id, round)) collected++;
        return collected;
    }
}
