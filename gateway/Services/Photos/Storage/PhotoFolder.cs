using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Photos.Storage;

/// <summary>Where what lies: `ab/cd/{id}` is a photo, its thumbnail beside it; `incoming` holds what is not whole yet, `aside` what is about to go.</summary>
internal sealed class PhotoFolder
{
    private readonly string root;

    public PhotoFolder(string root)
    {
        this.root = root;
        Incoming = Path.Combine(root, "incoming");
        Leaving = Path.Combine(root, "aside");
        foreach (var own in new[] { root, Incoming, Leaving }) OwnersFiles.CreateFolder(own);
    }

    public string Incoming { get; }

    public string Leaving { get; }

    public string Of(string id) => Path.Combine(root, PhotoNames.Photo(id));

    public string ThumbnailOf(string id) => Of(id) + PhotoNames.ThumbnailSuffix;

    public string Aside(string id) => Path.Combine(Leaving, id);

    public string ThumbnailAside(string id) => Aside(id) + PhotoNames.ThumbnailSuffix;

    /// <summary>Every stored photo's file and thumbnail, read as the folders are walked.</summary>
    public IEnumerable<string> Stored() =>
        from first in Directory.EnumerateDirectories(root, "??")
        from second in Directory.EnumerateDirectories(first, "??")
        from file in Directory.EnumerateFiles(second)
        select file;

    /// <summary>Makes the photo's own folders, and their names safe from a power cut.</summary>
    public void Prepare(string id)
    {
        var second = Path.GetDirectoryName(Of(id))!;
        if (Directory.Exists(second)) return;
        OwnersFiles.CreateFolder(Path.GetDirectoryName(second)!);
        OwnersFiles.CreateFolder(second);
        FolderFlush.Run(root);
        FolderFlush.Run(Path.GetDirectoryName(second)!);
    }
}
