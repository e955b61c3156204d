using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Photos;

/// <summary>
/// What may happen to one photo, whichever gateways ask at once: one that was confirmed is not taken away, and one that is
/// being taken away is not confirmed.
/// </summary>
public static class PhotoRecords
{
    /// <summary>How long a photo waits for its report, after a device was last told that it is there.</summary>
    public const long KeptForUs = 24 * Instant.HourUs;

    /// <summary>A round asks the store twice; one that is older ended with its process, and another may take its place.</summary>
    public const long RoundMaxUs = Instant.HourUs;

    /// <param name="before">Null where there is no record. It is not changed.</param>
    /// <returns>The record from now on, null for none; and whether the command did what it asks for.</returns>
    public static (PhotoRecord? Record, bool Done) Decide(PhotoRecord? before, PhotoCommand command)
    {
        var at = command.AtUs;
        return command.KindCase switch
        {
            PhotoCommand.KindOneofCase.Keep => (Kept(before, command.Keep, at), true),
            PhotoCommand.KindOneofCase.Confirm => Confirmed(before, command.Confirm, at),
            PhotoCommand.KindOneofCase.SetAside => Aside(before, command.SetAside, at),
            PhotoCommand.KindOneofCase.Return => IsLeaving(before) ? (Stored(before!, at), true) : (before, false),
            PhotoCommand.KindOneofCase.Remove => IsRemovable(before, command.Remove.Round) ? (null, true) : (before, false),
            PhotoCommand.KindOneofCase.ForgetUploader => Forgotten(before, command.ForgetUploader.Uploader),
            _ => (before, false), // of a newer program
        };
    }

    // Who sent it first stays who sent it: the second only showed that they have the same picture.
    private static PhotoRecord Kept(PhotoRecord? before, KeepPhoto keep, long at) => new()
    {
        Standing = PhotoStanding.Stored,
        MediaType = keep.MediaType,
        StoredBytes = keep.StoredBytes,
        Uploader = before is { Uploader.Length: > 0 } ? before.Uploader : keep.Uploader,
        StoredAtUs = before?.StoredAtUs ?? at,
        ConfirmedAtUs = Math.Max(at, before?.ConfirmedAtUs ?? at),
    };

    private static (PhotoRecord?, bool) Confirmed(PhotoRecord? before, ConfirmPhoto confirm, long at) => before switch
    {
        null => (new PhotoRecord { Standing = PhotoStanding.Stored, MediaType = confirm.MediaType, StoredBytes = confirm.StoredBytes, StoredAtUs = at, ConfirmedAtUs = at }, true),
        _ when IsLeaving(before) => (before, false),
        _ => (Stored(before, at), true),
    };

    private static (PhotoRecord?, bool) Aside(PhotoRecord? before, SetPhotoAside aside, long at)
    {
        if (IsLeaving(before) && before!.LeavingRound != aside.Round && at - before.LeavingAtUs < RoundMaxUs) return (before, false);
        var confirmed = Math.Max(before?.ConfirmedAtUs ?? 0, aside.FileConfirmedAtUs);
        if (!aside.EvenConfirmed && at - confirmed < KeptForUs) return (before, false);
        var leaving = before?.Clone() ?? new PhotoRecord { StoredAtUs = aside.FileConfirmedAtUs, ConfirmedAtUs = aside.FileConfirmedAtUs };
        (leaving.Standing, leaving.LeavingAtUs, leaving.LeavingRound) = (PhotoStanding.Leaving, at, aside.Round);
        return (leaving, true);
    }

    private static (PhotoRecord?, bool) Forgotten(PhotoRecord? before, string uploader)
    {
        if (before is null || before.Uploader != uploader || uploader.Length == 0) return (before, false);
        var without = before.Clone();
        without.Uploader = "";
        return (without, true);
    }

    private static PhotoRecord Stored(PhotoRecord before, long at)
    {
        var stored = before.Clone();
        (stored.Standing, stored.LeavingAtUs, stored.LeavingRound) = (PhotoStanding.Stored, 0, "");
        stored.ConfirmedAtUs = Math.Max(stored.ConfirmedAtUs, at);
        return stored;
    }

    private static bool IsLeaving(PhotoRecord? record) => record?.Standing == PhotoStanding.Leaving;

    private static bool IsRemovable(PhotoRecord? record, string round) =>
        record is null || round.Length == 0 || (IsLeaving(record) && record.LeavingRound == round);
}
