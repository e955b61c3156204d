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
    private readonly string root;

    public UploadBench()
    {
        root = temp.File("photos");
        Restart();
    }

    /// <summary>Another gateway of the same town, over the same folder and by the same clock.</summary>
    public UploadBench(UploadBench first)
    {
        (root, Time, Grains, References) = (first.Root, first.Time, first.Grains, first.References);
        Restart();
    }

    public ManualTime Time { get; } = new(TestGateway.Start);

    public string Root => root;

    public long FreeBytes { get; set; } = long.MaxValue;

    public FakeReferences References { get; } = new();

    /// <summary>The town behind it, in which all gateways have their photos' records.</summary>
    public FakeTownClient Grains { get; } = new(FakeDirectory.Town("Asia/Shanghai"));

    /// <summary>Who sends.</summary>
    public string Uploader { get; set; } = "person li.na";

    /// <summary>How often what cleared records left was taken away.</summary>
    public int Scrubbed { get; private set; }

    public PhotoStore Store { get; private set; } = null!;

    public RecordedPhotos Photos { get; private set; } = null!;

    public IncomingPhotos Incoming { get; private set; } = null!;

    public PhotoUploads Uploads { get; private set; } = null!;

    public PhotoCollector Collector { get; private set; } = null!;

    /// <summary>Another process over the same folder.</summary>
    public void Restart()
    {
        var options = new PhotoOptions(Root, References) { FreeBytes = _ => FreeBytes, Scrub = _ => { Scrubbed++; return Task.CompletedTask; } };
        var folder = new PhotoFolder(Root);
        Store = new PhotoStore(folder, Time);
        Photos = new RecordedPhotos(Store, Grains, Time);
        Incoming = new IncomingPhotos(folder, Time);
        Uploads = new PhotoUploads(options, Photos, Incoming, Time, NullLogger<PhotoUploads>.Instance);
        Collector = new PhotoCollector(Photos, Incoming, options);
    }

    public CollectorClock Clock() => new(Collector, Photos, Incoming, Time, NullLogger<CollectorClock>.Instance);

    public ErasedPhotosClock ErasedClock() => new(Collector, Time, NullLogger<ErasedPhotosClock>.Instance);

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
            Receipt = bench.Uploads.Upload(chunks.Reader.ReadAllAsync(), bench.Uploader, cancellation).WaitAsync(Patience.Max);

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
