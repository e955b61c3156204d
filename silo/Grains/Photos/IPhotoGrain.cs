using Orleans;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Photos;

/// <summary>One photo's record, keyed by the photo's id: what gateways that share a folder may do with its file, one after another.</summary>
public interface IPhotoGrain : IGrainWithStringKey
{
    /// <summary>Decides and keeps; durable when it answers. Every command may come twice.</summary>
    /// <exception cref="NotDurableException">The storage does not answer, or refuses: ask again.</exception>
    Task<PhotoReply> Take(PhotoCommand command);
}
