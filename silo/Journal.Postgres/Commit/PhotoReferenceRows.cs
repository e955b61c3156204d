using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Which contents name a photo.</summary>
internal sealed class PhotoReferenceRows : Unnest
{
    private readonly List<long> seqs;
    private readonly List<string> photos, streams;

    public PhotoReferenceRows() : base("insert into photo_reference (seq, photo_id, stream) select * from unnest($1, $2, $3) on conflict do nothing") =>
        (seqs, photos, streams) = (Bigints(), Texts(), Texts());

    public void Add(StreamSlice slice)
    {
        for (var i = 0; i < slice.Events.Count; i++)
        {
            if (slice.Events[i].Content is not { } content) continue;
            foreach (var photo in content.Photos)
            {
                seqs.Add((long)slice.FirstSeq + i);
                photos.Add(photo);
                streams.Add(slice.Stream);
            }
        }
    }
}
