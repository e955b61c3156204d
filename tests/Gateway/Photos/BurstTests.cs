using RealtimeGov.Gateway.Photos.Pixels;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>A burst of photos leaves the machine to reports: a named number is decoded at a time, on threads of their own.</summary>
public sealed class BurstTests : IDisposable
{
    private readonly UploadBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task PhotosAreDecodedOneAtATimeOffThePool()
    {
        Assert.Equal(1, Finishing.DecodedMax);
        var (atOnce, most, onPool) = (0, 0, 0);
        using var gate = new ManualResetEventSlim();
        using var begun = new SemaphoreSlim(0);
        var finishing = new Finishing(bench.Photos, bench.Incoming, bytes =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            if (Thread.CurrentThread.IsThreadPoolThread) Interlocked.Increment(ref onPool);
            begun.Release();
            gate.Wait(Patience.Max);
            Interlocked.Decrement(ref atOnce);
            return PhotoConversion.Convert(bytes);
        });

        var all = Enumerable.Range(1, 8).Select(n => Run(finishing, Original.Jpeg(n))).ToArray();
        Assert.True(await begun.WaitAsync(Patience.Max));
        Assert.False(begun.Wait(0)); // the other seven have been asked for, and wait
        gate.Set();
        await Task.WhenAll(all);

        Assert.Equal((1, 0, 8), (most, onPool, bench.Files().Length));
    }

    [Fact]
    public void WhoWaitsForItsTurnIsNotTakenForSilent()
    {
        using var patience = new UploadPatience(bench.Time, default);
        bench.Time.Advance(UploadPatience.SilenceMax - TimeSpan.FromSeconds(1));

        patience.AllCame();
        bench.Time.Advance(UploadPatience.SilenceMax * 3);
        Assert.False(patience.IsOver);
        bench.Time.Advance(UploadPatience.LastsMax);
        Assert.True(patience.IsOver);
    }

    private async Task<PhotoReceipt> Run(Finishing finishing, Original photo)
    {
        using var incoming = bench.Incoming.Open(photo.Id, photo.Bytes.Length, 0)!;
        await incoming.Append(photo.Bytes);
        return await finishing.Run(incoming, new PhotoHeader { PhotoId = photo.Id, TotalBytes = (ulong)photo.Bytes.Length }, "device d-1", default);
    }
}
