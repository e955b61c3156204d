namespace RealtimeGov.Journal.Queries;

/// <summary>A photo that an erased content named. Another content may name it too.</summary>
/// <param name="ErasedAtUs">Microseconds since 1970-01-01T00:00Z.</param>
public sealed record ErasedPhoto(string PhotoId, long ErasedAtUs)
{
    /// <summary>Those of a time and later, in that order.</summary>
    public static ReadQuery<ErasedPhoto> Since(long sinceUs) => new(
        "select photo_id, erased_us from erased_photo where erased_us >= @since order by erased_us, photo_id",
        row => new ErasedPhoto(row.GetString(0), row.GetInt64(1)),
        ("since", sinceUs));
}
