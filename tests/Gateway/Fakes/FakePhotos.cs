using RealtimeGov.Domain.Photos;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>Photos' records in memory, by the product's own rules; one command at a time, as the grain takes them.</summary>
internal sealed class FakePhotos
{
    private readonly Dictionary<string, PhotoRecord> records = [];

    /// <summary>Awaited before each command is decided; may throw what the grain's client throws.</summary>
    public Func<PhotoCommand, Task> Deciding { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyDictionary<string, PhotoRecord> Records => records;

    public async Task<PhotoReply> Take(string photo, PhotoCommand command)
    {
        await Deciding(command);
        lock (records)
        {
            var (now, done) = PhotoRecords.Decide(records.GetValueOrDefault(photo), command);
            if (now is null) records.Remove(photo);
            else records[photo] = now;
            return now is null ? new PhotoReply { Done = done } : new PhotoReply { Done = done, Record = now };
        }
    }
}
