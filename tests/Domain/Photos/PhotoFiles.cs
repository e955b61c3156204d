using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Tests.Photos.Camera;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Domain.Tests.Photos;

/// <summary>Photos that a browser's encoders wrote, 96 by 64 pixels, and what the camera of these tests makes of them.</summary>
internal static class PhotoFiles
{
    public static string[] PlainNames { get; } =
        ["plain.jpg", "wide-colours.jpg", "plain.png", "wide-colours.png", "lossy.webp", "lossless.webp", "alpha.webp", "wide-colours.webp"];

    public static byte[] Plain(string name) => File.ReadAllBytes(Repository.File("tests", "Domain", "Photos", "files", name));

    public static byte[] Camera(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => CameraJpeg.Make(Plain(name)),
        ".png" => CameraPng.Make(Plain(name)),
        _ => CameraWebP.Make(Plain(name)),
    };

    public static string FaultOf(byte[] file) => Assert.Throws<PhotoException>(() => PhotoFile.Strip(file)).Code;
}
