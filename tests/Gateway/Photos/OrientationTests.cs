using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Gateway.Tests.Photos.Camera;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>What is shown is upright, whatever way the phone was held and whatever it wrote.</summary>
public sealed class OrientationTests
{
    // By EXIF's definition, for each orientation: which corner of the shown picture (top left 0, top right 1, bottom left 2,
    // bottom right 3) the file's own four corners are.
    private static readonly int[][] ShownCorner =
        [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1], [0, 2, 1, 3], [1, 3, 0, 2], [3, 1, 2, 0], [2, 0, 3, 1]];

    public static TheoryData<PhotoType, int, bool> All
    {
        get
        {
            var all = new TheoryData<PhotoType, int, bool>();
            foreach (var type in Enum.GetValues<PhotoType>())
                for (var orientation = 1; orientation <= 8; orientation++)
                {
                    all.Add(type, orientation, true);
                    all.Add(type, orientation, false);
                }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void APhotoIsStoredUpright(PhotoType type, int orientation, bool little)
    {
        var photo = PhotoConversion.Convert(Lying(type, orientation, little));

        Assert.Equal(type, photo.Type);
        Assert.Equal((64, 48), (photo.Width, photo.Height));
        Pictures.Near(Pictures.Corners, Pictures.Seen(photo.Bytes), off: 16);
        Pictures.Near(Pictures.Corners, Pictures.Seen(photo.Thumbnail), off: 24);
    }

    [Fact]
    public void AnOrientationThatIsNoneTurnsNothing()
    {
        foreach (var type in Enum.GetValues<PhotoType>())
            foreach (var exif in new byte[][]
            {
                [], [.. "II*\0"u8], [.. "II*\0"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0], [.. "XX*\0"u8, 8, 0, 0, 0, 0, 0], [.. "MM\0*"u8, 0, 0, 0, 8, 0xFF, 0xFF],
                Tiff.Write(true, new Ifd().Short(0x0112, 0)), Tiff.Write(true, new Ifd().Short(0x0112, 9)), Tiff.Write(false, new Ifd().Short(0x0110, 6)),
            })
            {
                var file = Pictures.Quarters(type, 64, 48, Pictures.Corners);
                Pictures.Near(Pictures.Corners, Pictures.Seen(PhotoConversion.Convert(Pictures.WithExif(file, type, exif)).Bytes), off: 16);
            }
    }

    [Fact]
    public void TurningMovesPixelsAndChangesNone()
    {
        uint[] lying = [1, 2, 3, 4, 5, 6]; // two rows of three
        uint[][] shown =
        [
            [1, 2, 3, 4, 5, 6], [3, 2, 1, 6, 5, 4], [6, 5, 4, 3, 2, 1], [4, 5, 6, 1, 2, 3], // rows of three
            [1, 4, 2, 5, 3, 6], [4, 1, 5, 2, 6, 3], [6, 3, 5, 2, 4, 1], [3, 6, 2, 5, 1, 4], // rows of two
        ];
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            var upright = new uint[6];
            Upright.Turn(lying, 3, 2, orientation, upright);
            Assert.Equal(shown[orientation - 1], upright);
        }
    }

    [SharedDataTheory("exif-orientation/orientation_1.jpg")]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void ACamerasOwnFilesLookAlikeWhateverTheirOrientation(int orientation)
    {
        var (upright, turned) = (Shared(1), Shared(orientation));

        Assert.Equal((upright.Width, upright.Height), (turned.Width, turned.Height));
        Pictures.Near(Pictures.Seen(upright.Bytes), Pictures.Seen(turned.Bytes), off: 24);
    }

    internal static byte[] Lying(PhotoType type, int orientation, bool little)
    {
        var corners = ShownCorner[orientation - 1].Select(shown => Pictures.Corners[shown]).ToArray();
        var (width, height) = orientation >= 5 ? (48, 64) : (64, 48);
        return Pictures.WithExif(Pictures.Quarters(type, width, height, corners), type, Tiff.Write(little, new Ifd().Short(0x0112, orientation)));
    }

    private static ConvertedPhoto Shared(int orientation) =>
        PhotoConversion.Convert(File.ReadAllBytes(SharedData.Path($"exif-orientation/orientation_{orientation}.jpg")));
}
