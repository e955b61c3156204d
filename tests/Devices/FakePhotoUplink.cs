using System.Security.Cryptography;
using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Transport;

namespace RealtimeGov.Devices.Tests;

/// <summary>A photo service in memory that keeps the server's promises: what arrived is held, and a photo is whole or not there.</summary>
internal sealed class FakePhotoUplink : IPhotoUplink
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, MemoryStream> arrived = new(StringComparer.Ordinal);

    /// <summary>Bytes read at a time.</summary>
    public int ChunkBytes { get; set; } = 1000;

    /// <summary>Called with the number of the question or upload (from 1); throws to refuse it.</summary>
    public Action<int> Asked { get; set; } = _ => { };

    /// <summary>Called before an upload; throws to refuse the photo.</summary>
    public Action<string> Uploading { get; set; } = _ => { };

    /// <summary>Called with all bytes that arrived, of all photos; throws to break the line.</summary>
    public Action<long> Arriving { get; set; } = _ => { };

    /// <summary>Uploads wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public HashSet<string> Whole { get; } = [];

    /// <summary>Where each upload began.</summary>
    public List<(string PhotoId, long From)> Uploads { get; } = [];

    public long BytesArrived { get; private set; }

    private int asked;

    public Task<PhotoHolding> HoldingAsync(string photoId, long bytes, CancellationToken cancellation)
    {
        lock (gate)
        {
            Asked(++asked);
            return Task.FromResult(Whole.Contains(photoId)
                ? new PhotoHolding(bytes, IsComplete: true)
                : new PhotoHolding(arrived.GetValueOrDefault(photoId)?.Length ?? 0, IsComplete: false));
        }
    }

    public async Task UploadAsync(QueuedPart part, Stream content, Action<long> sent, CancellationToken cancellation)
    {
        await Gate.WaitAsync(cancellation);
        lock (gate)
        {
            Uploading(part.PhotoId);
            Uploads.Add((part.PhotoId, part.From));
            arrived.TryAdd(part.PhotoId, new MemoryStream());
            Assert.Equal(arrived[part.PhotoId].Length, part.From);
            Assert.Equal(part.From, content.Position);
        }

        var buffer = new byte[ChunkBytes];
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            Take(part, buffer.AsSpan(0, read), sent);
        lock (gate)
        {
            Assert.Equal(part.PhotoId, Convert.ToHexStringLower(SHA256.HashData(arrived[part.PhotoId].ToArray())));
            Whole.Add(part.PhotoId);
        }
    }

    public static FieldServiceException Never(string code) => new(FieldFault.Unreadable, $"{code}: never");

    private void Take(QueuedPart part, ReadOnlySpan<byte> bytes, Action<long> sent)
    {
        lock (gate)
        {
            BytesArrived += bytes.Length;
            Arriving(BytesArrived);
            arrived[part.PhotoId].Write(bytes);
            sent(arrived[part.PhotoId].Length);
        }
    }
}
