using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Photos;

public sealed class PhotoRecordsTests
{
    private const long Then = 1_000 * Instant.DayUs, Later = Then + PhotoRecords.KeptForUs;

    private static readonly PhotoRecord Stored = After(null, Then, new PhotoCommand { Keep = Keep("device d-1") });

    [Fact]
    public void BoundsArePinned() => Assert.Equal((24 * Instant.HourUs, Instant.HourUs), (PhotoRecords.KeptForUs, PhotoRecords.RoundMaxUs));

    [Fact]
    public void APhotoThatIsKeptSaysWhatItIsAndWhoSentItFirst()
    {
        var again = After(Stored, Later, new PhotoCommand { Keep = Keep("person li.na") });
        Assert.Equal(
            new PhotoRecord { Standing = PhotoStanding.Stored, MediaType = "image/png", StoredBytes = 7, Uploader = "device d-1", StoredAtUs = Then, ConfirmedAtUs = Later }, again);
    }

    [Theory]
    [InlineData(PhotoRecords.KeptForUs - 1, false, false)]
    [InlineData(PhotoRecords.KeptForUs, false, true)]
    [InlineData(0, true, true)]
    public void OneThatWasConfirmedWithinADayStaysUnlessItsContentIsErased(long afterUs, bool even, bool leaves) =>
        Assert.Equal(leaves, PhotoRecords.Decide(Stored, Aside(Then + afterUs, "r", even: even)).Done);

    [Fact]
    public void TheFilesOwnTimeCountsWhereItIsLater()
    {
        Assert.False(PhotoRecords.Decide(Stored, Aside(Later, "r", fileAt: Then + 1)).Done);
        Assert.False(PhotoRecords.Decide(null, Aside(Later, "r", fileAt: Then + 1)).Done);
        Assert.True(PhotoRecords.Decide(null, Aside(Later, "r", fileAt: Then)).Done);
    }

    [Fact]
    public void OneThatLeavesIsNotConfirmedAndComesBackWhenItIsSentOrNamed()
    {
        var leaving = After(Stored, Aside(Later, "r"));
        Assert.Equal((leaving, false), PhotoRecords.Decide(leaving, At(Later, new PhotoCommand { Confirm = new ConfirmPhoto() })));
        Assert.Equal(PhotoStanding.Stored, After(leaving, Later, new PhotoCommand { Keep = Keep("x y") }).Standing);
        var back = After(leaving, Later + 1, new PhotoCommand { Return = new ReturnPhoto() });
        Assert.Equal((PhotoStanding.Stored, Later + 1, "", 0L), (back.Standing, back.ConfirmedAtUs, back.LeavingRound, back.LeavingAtUs));
    }

    [Fact]
    public void OnlyTheRoundThatSetItAsideRemovesIt()
    {
        var leaving = After(Stored, Aside(Later, "r"));
        Assert.Equal((leaving, false), PhotoRecords.Decide(leaving, Remove("other")));
        Assert.Equal((null, true), PhotoRecords.Decide(leaving, Remove("r")));
        Assert.Equal((null, true), PhotoRecords.Decide(null, Remove("r"))); // the answer was lost
        Assert.Equal((Stored, false), PhotoRecords.Decide(Stored, Remove("r")));
        Assert.Equal((null, true), PhotoRecords.Decide(Stored, Remove(""))); // its file is gone
    }

    [Fact]
    public void AnotherRoundTakesOverOnlyWhereTheFirstEndedWithItsProcess()
    {
        var leaving = After(Stored, Aside(Later, "r"));
        Assert.True(PhotoRecords.Decide(leaving, Aside(Later, "r")).Done);
        Assert.False(PhotoRecords.Decide(leaving, Aside(Later + PhotoRecords.RoundMaxUs - 1, "s")).Done);
        Assert.Equal("s", After(leaving, Aside(Later + PhotoRecords.RoundMaxUs, "s")).LeavingRound);
    }

    [Fact]
    public void AnUploaderWhoIsErasedIsForgottenAndNobodyElse()
    {
        Assert.Equal((Stored, false), PhotoRecords.Decide(Stored, Forget("device d-2")));
        Assert.Equal((Stored, false), PhotoRecords.Decide(Stored, Forget("")));
        var without = After(Stored, Forget("device d-1"));
        Assert.Equal(("", "image/png"), (without.Uploader, without.MediaType));
    }

    [Fact]
    public void APhotoOfBeforeRecordsGetsOneWhenItIsConfirmed() =>
        Assert.Equal(
            new PhotoRecord { Standing = PhotoStanding.Stored, MediaType = "image/png", StoredBytes = 7, StoredAtUs = Then, ConfirmedAtUs = Then },
            After(null, Then, new PhotoCommand { Confirm = new ConfirmPhoto { MediaType = "image/png", StoredBytes = 7 } }));

    private static KeepPhoto Keep(string uploader) => new() { MediaType = "image/png", StoredBytes = 7, Uploader = uploader };

    private static PhotoCommand Aside(long at, string round, bool even = false, long fileAt = 0) =>
        At(at, new PhotoCommand { SetAside = new SetPhotoAside { Round = round, EvenConfirmed = even, FileConfirmedAtUs = fileAt } });

    private static PhotoCommand Remove(string round) => At(Later, new PhotoCommand { Remove = new RemovePhoto { Round = round } });

    private static PhotoCommand Forget(string uploader) => At(Later, new PhotoCommand { ForgetUploader = new ForgetUploader { Uploader = uploader } });

    private static PhotoCommand At(long at, PhotoCommand command)
    {
        command.AtUs = at;
        return command;
    }

    private static PhotoRecord After(PhotoRecord? before, long at, PhotoCommand command) => After(before, At(at, command));

    private static PhotoRecord After(PhotoRecord? before, PhotoCommand command)
    {
        var copy = before?.Clone();
        var (record, _) = PhotoRecords.Decide(before, command);
        Assert.Equal(copy, before); // a message is frozen
        return record!;
    }
}
