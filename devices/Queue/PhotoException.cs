using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Queue;

/// <summary>A file cannot go with a report as its photo; nothing was kept.</summary>
public sealed class PhotoException(Bilingual said, Exception? inner = null) : BilingualException(said, inner)
{
    internal static PhotoException Of(string path, Bilingual said) => Of(path, said.English, said.Chinese);

    internal static PhotoException Of(string path, string english, string chinese, Exception? inner = null) =>
        new(new Bilingual($"{path}: {english}", $"{path}：{chinese}"), inner);
}
