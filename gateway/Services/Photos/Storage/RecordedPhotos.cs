using RealtimeGov.Domain.Photos;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Grains.Client;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Photos.Storage;

/// <summary>
/// Photos as all gateways of one folder have them: the photo's record says who may do what with its file, and is asked before
/// the file is touched. So what one gateway tells a device is there, no other takes away.
/// </summary>
internal sealed class RecordedPhotos(PhotoStore files, ITownClient town, TimeProvider time)
{
    public PhotoStore Files => files;

    /// <summary>Whether the photo is there; if so it stays for <see cref="PhotoStore.KeptFor"/> from now.</summary>
    /// <exception cref="Grains.NotDurableException">The record cannot be read or written: ask again.</exception>
    public async Task<bool> Confirm(string id)
    {
        if (files.Open(id) is not { } found) return false;
        var confirm = new ConfirmPhoto { MediaType = found.Type.MediaType(), StoredBytes = (ulong)found.Content.Length };
        await found.Content.DisposeAsync();
        return await Take(id, new PhotoCommand { Confirm = confirm }) && files.Confirm(id);
    }

    /// <summary>The receipt of a photo that is stored, which is thereby confirmed; null when it is not.</summary>
    /// <inheritdoc cref="Confirm"/>
    public async Task<PhotoReceipt?> Known(string id)
    {
        if (!await Confirm(id) || files.Open(id) is not { } stored) return null;
        await using (stored.Content) return new PhotoReceipt { PhotoId = id, MediaType = stored.Type.MediaType(), KnownAlready = true };
    }

    /// <summary>On disk and recorded when it returns. The same photo again replaces itself.</summary>
    /// <param name="uploader">Kind and id of the principal, such as "person li.na".</param>
    /// <exception cref="IOException">It is not stored.</exception>
    /// <exception cref="Grains.NotDurableException">It is not recorded: send it again.</exception>
    public async Task Put(string id, ConvertedPhoto photo, string uploader)
    {
        // The record first: whoever was about to delete the file of before finds that the photo stays.
        var keep = new KeepPhoto { MediaType = photo.Type.MediaType(), StoredBytes = (ulong)photo.Bytes.Length, Uploader = uploader };
        await Take(id, new PhotoCommand { Keep = keep });
        files.Put(id, photo.Bytes.Span, photo.Thumbnail.Span);
    }

    /// <summary>Takes a photo's name away, unless it was confirmed meanwhile, by whichever gateway; false then.</summary>
    /// <param name="round">Of the collector that asks.</param>
    public async Task<bool> SetAside(string id, string round, bool evenConfirmed)
    {
        if (files.ConfirmedAt(id) is not { } confirmedAt) return false;
        var aside = new SetPhotoAside { Round = round, FileConfirmedAtUs = Instant.From(confirmedAt), EvenConfirmed = evenConfirmed };
        return await Take(id, new PhotoCommand { SetAside = aside }) && files.SetAside(id, evenConfirmed: true);
    }

    /// <summary>Gives the name back.</summary>
    public async Task Restore(string id)
    {
        files.Restore(id);
        await Take(id, new PhotoCommand { Return = new ReturnPhoto() });
    }

    /// <summary>Deletes a photo that was set aside, with its record unless it was sent again; false where what was set aside is the new one, which stays.</summary>
    public async Task<bool> Discard(string id, string round)
    {
        if (await Take(id, new PhotoCommand { Remove = new RemovePhoto { Round = round } }) || files.ConfirmedAt(id) is not null)
        {
            files.Discard(id);
            return true;
        }
        files.Restore(id);
        return false;
    }

    /// <summary>Takes the record of a photo without a file.</summary>
    public async Task Forget(string id)
    {
        if (files.ConfirmedAt(id) is null) await Take(id, new PhotoCommand { Remove = new RemovePhoto() });
    }

    private async Task<bool> Take(string id, PhotoCommand command)
    {
        command.AtUs = Instant.From(time.GetUtcNow());
        return (await town.Take(id, command)).Done;
    }
}
