using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Queue;

/// <summary>A file cannot go with a report as its photo; nothing was kept.</summary>
public sealed class PhotoException : BilingualException
{
    private PhotoException(string file, Bilingual said, Exception? inner)
        : base(said, inner)
    {
        File = file;
    }

    /// <summary>The path as it was given.</summary>
    public string File { get; }

    /// <summary>True of what a phone made in place of a photo: no slip of whoever named the file, who may have no other.</summary>
    public bool IsOfAPhone { get; private init; }

    internal static PhotoException Of(string path, NoPhoto why) =>
        new(path, About(path, why.Said.English, why.Said.Chinese), null) { IsOfAPhone = why.IsOfAPhone };

    internal static PhotoException Of(string path, string english, string chinese, Exception? inner = null) =>
        new(path, About(path, english, chinese), inner);

    private static Bilingual About(string path, string english, string chinese) => new($"{path}: {english}", $"{path}：{chinese}");
}

/// <summary>Why a file is no photo.</summary>
internal readonly record struct NoPhoto(Bilingual Said, bool IsOfAPhone);
