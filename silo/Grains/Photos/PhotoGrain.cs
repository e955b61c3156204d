using Orleans;
using Orleans.Runtime;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Photos;

/// <summary>
/// Not reentrant: the next command is decided when the one before it is durable. Should two activations of one photo ever run,
/// the storage takes the state of one of them, and the other is asked again.
/// </summary>
[GrainType(GrainNames.Photo)]
public sealed class PhotoGrain([PersistentState(GrainNames.Photo, GrainNames.Records)] IPersistentState<PhotoRecord> record) : Grain, IPhotoGrain
{
    public async Task<PhotoReply> Take(PhotoCommand command)
    {
        var before = record.RecordExists ? record.State : null;
        var (now, done) = PhotoRecords.Decide(before, command);
        if (!Equals(now, before)) await Keep(now);
        return now is null ? new PhotoReply { Done = done } : new PhotoReply { Done = done, Record = now };
    }

    private async Task Keep(PhotoRecord? now)
    {
        try
        {
            if (now is null)
            {
                await record.ClearStateAsync();
                DeactivateOnIdle(); // its row may be deleted from now on
                return;
            }
            record.State = now;
            await record.WriteStateAsync();
        }
        catch (Exception e) when (e is not OrleansException)
        {
            DeactivateOnIdle(); // whether it is durable is read again
            throw new NotDurableException($"the photo's record could not be written: {e.Message}");
        }
    }
}
