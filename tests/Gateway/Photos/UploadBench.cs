using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Photos.Retention;
using RealtimeGov.Gateway.Photos.Storage;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>The photo calls over a folder of their own and a clock that the test moves, without a server.</summary>
internal sealed class UploadBench : IDisposable
{
    private readonly TempFolder temp = new();

    public UploadBench() => Restart();

    public ManualTime Time { get; } = new(TestGateway.Start);

    public string Root => temp.File("photos");

    public long FreeBytes { get; set; } = long.MaxValue;

    public FakeReferences References { get; } = new();

    public PhotoStore Store { get; private set; } = null!;

    public IncomingPhotos Incoming { get; private set; } = null!;

    public PhotoUploads Uploads { get; private set; } = null!;

    public PhotoCollector Collector { get; private set; } = null!;

    /// <summary>Another process over the same folder.</summary>
    public void Restart()
    {
        var options = new PhotoOptions(Root, References) { FreeBytes = _ => FreeBytes };
        var folder = new PhotoFolder(Root);
        Store = new PhotoStore(folder, Time);
        Incoming = new IncomingPhotos(folder, Time);
        Uploads = new PhotoUploads(options, Store, Incoming, Time, NullLogger<PhotoUploads>.Instance);
        Collector = new PhotoCollector(Store, Incoming, options);
    }

    public CollectorClock Clock() => new(Collector, Store, Incoming, Time, NullLogger<CollectorClock>.Instance);

    /// <summary>Every file below the folder but thumbnails, relative to it.</summary>
    public string[] Files() => [.. Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".thumbnail", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    /// <summary>Thumbnails below the folder, wherever they lie.</summary>
    public int Thumbnails() => Directory.GetFiles(Root, "*.thumbnail", SearchOption.AllDirectories).Length;

    public string PathOf(string id) => Path.Combine(Root, id[..2], id[2..4], id);

    /// <summary>An upload whose messages the test sends one by one.</summary>
    public Upload Begin(CancellationToken cancellation = default) => new(this, cancellation);

    /// <summary>A whole upload in chunks.</summary>
    public async Task<PhotoReceipt> Send(Original photo, int chunkBytes = 500, int from = 0)
    {
        var upload = Begin();
        upload.Header(photo, from);
        for (var at = from; at < photo.Bytes.Length; at += chunkBytes) upload.Bytes(photo.Bytes[at..Math.Min(photo.Bytes.Length, at + chunkBytes)]);
        upload.HalfClose();
        return await upload.Receipt;
    }

    /// <summary>An upload whose connection breaks after so many bytes.</summary>
    public async Task Break(Original photo, int after, int from = 0)
    {
        var upload = Begin();
        upload.Header(photo, from);
        upload.Bytes(photo.Bytes[from..after]);
        upload.HalfClose(new RpcException(new Status(StatusCode.Cancelled, "the caller has gone")));
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => upload.Receipt)).StatusCode);
    }

    public Task<PhotoState> Status(Original photo) =>
        Uploads.Status(new PhotoQuery { PhotoId = photo.Id, TotalBytes = (ulong)photo.Bytes.Length });

    /// <summary>Completes when so many bytes have arrived.</summary>
    public Task Holds(Original photo, ulong bytes) => Until(async () => (await Status(photo)).HeldBytes == bytes);

    /// <summary>Completes when there are so many files.</summary>
    public Task HasFiles(int count) => Until(() => Task.FromResult(Files().Length == count));

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var late = new CancellationTokenSource(Patience.Max);
        for (; !await holds(); await Task.Yield()) late.Token.ThrowIfCancellationRequested();
    }

    public void Dispose() => temp.Dispose();

    internal sealed class Upload
    {
        private readonly Channel<PhotoChunk> chunks = Channel.CreateUnbounded<PhotoChunk>();

        public Upload(UploadBench bench, CancellationToken cancellation) =>
            Receipt = bench.Uploads.Upload(chunks.Reader.ReadAllAsync(), cancellation).WaitAsync(Patience.Max);

        public Task<PhotoReceipt> Receipt { get; }

        /// <summary>Messages that were not read yet.</summary>
        public int Unread => chunks.Reader.Count;

        public void Header(Original photo, int offset = 0) => Message(new PhotoChunk
        {
            Header = new PhotoHeader { PhotoId = photo.Id, TotalBytes = (ulong)photo.Bytes.Length, Offset = (ulong)offset },
        });

        public void Bytes(byte[] bytes) => Message(new PhotoChunk { Data = ByteString.CopyFrom(bytes) });

        public void Message(PhotoChunk message) => Assert.True(chunks.Writer.TryWrite(message));

        public void HalfClose(Exception? fault = null) => chunks.Writer.Complete(fault);

        public async Task<(StatusCode Status, string Code)> Refusal()
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => Receipt);
            return (refused.StatusCode, refused.Status.Detail.Split(':')[0]);
        }
    }
}
