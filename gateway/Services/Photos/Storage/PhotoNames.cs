namespace RealtimeGov.Gateway.Photos.Storage;

/// <summary>Names of a photo's files, relative to the folder of photos.</summary>
public static class PhotoNames
{
    internal const string ThumbnailSuffix = ".thumbnail";

    /// <summary>The photo, and its thumbnail where there is one.</summary>
    public static IEnumerable<string> Of(string id) => [Photo(id), Photo(id) + ThumbnailSuffix];

    internal static string Photo(string id) => Path.Combine(id[..2], id[2..4], id);
}
