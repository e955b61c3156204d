using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>Over real sockets: uploaded by gRPC, served by HTTP.</summary>
public sealed class ServingTests : IAsyncLifetime
{
    private readonly TempFolder temp = new();
    private readonly Original photo = Original.Jpeg();
    private TestGateway gateway = null!;
    private GrpcChannel channel = null!;

    public async Task InitializeAsync()
    {
        gateway = await TestGateway.Open(DeviceGate.Guarded(new DeviceToken("secret")), photos: new PhotoOptions(temp.File("photos")));
        channel = GrpcChannel.ForAddress(gateway.Grpc);
        await Upload(photo);
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await gateway.DisposeAsync();
        temp.Dispose();
    }

    [Fact]
    public async Task APhotoIsServedWithItsTypeForEverAndNothingElse()
    {
        using var answer = await Get(photo.Id);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(photo.Stored, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(
            ["image/jpeg", $"{photo.Stored.Length}", "no-store", $"\"{photo.Id}\"", "nosniff", "inline", "default-src 'none'; sandbox", "same-origin"],
            new[] { "Content-Type", "Content-Length", "Cache-Control", "ETag", "X-Content-Type-Options", "Content-Disposition", "Content-Security-Policy", "Cross-Origin-Resource-Policy" }
                .Select(name => Header(answer, name)));
        Assert.Null(answer.Content.Headers.LastModified); // when it was confirmed is nobody's business
    }

    [Theory]
    [InlineData("plain.png", "image/png")]
    [InlineData("lossless.webp", "image/webp")]
    public async Task ItsTypeIsItsContents(string name, string media)
    {
        var other = new Original(Original.Plain(name));
        Assert.Equal(media, (await Upload(other)).MediaType);

        using var answer = await Get(other.Id);

        Assert.Equal(media, Header(answer, "Content-Type"));
        Assert.Equal(other.Stored, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task APartIsServedWhereAPartIsAskedFor()
    {
        using var answer = await Get(photo.Id, range: new RangeHeaderValue(10, 19));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(photo.Stored[10..20], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes 10-19/{photo.Stored.Length}", Header(answer, "Content-Range"));
    }

    [Fact]
    public async Task ItsThumbnailIsServedBesideItAndIsSmall()
    {
        var large = new Original(Pictures.Quarters(Domain.Photos.PhotoType.Png, 1_000, 500, Pictures.Corners));
        await Upload(large);

        using var answer = await Get($"{large.Id}/thumbnail");

        var served = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(("image/jpeg", $"\"{large.Id}-thumbnail\"", "nosniff"), (Header(answer, "Content-Type"), Header(answer, "ETag"), Header(answer, "X-Content-Type-Options")));
        using var picture = SkiaSharp.SKBitmap.Decode(served);
        Assert.Equal((320, 160), (picture.Width, picture.Height));
        Pictures.Near(Pictures.Corners, Pictures.Seen(served), off: 24);
    }

    [Fact]
    public async Task APhotoFromBeforeThereWereThumbnailsIsServedItself()
    {
        File.Delete(Path.Combine(temp.File("photos"), photo.Id[..2], photo.Id[2..4], photo.Id + ".thumbnail"));

        using var answer = await Get($"{photo.Id}/thumbnail");

        Assert.Equal(photo.Stored, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000/thumbnail", 404, "unknown_photo")]
    [InlineData("nonsense/thumbnail", 400, "photo_id_malformed")]
    public async Task OfWhatIsNotThereThereIsNoThumbnail(string path, int status, string code)
    {
        using var answer = await Get(path);
        using var stranger = await Get($"{photo.Id}/thumbnail", authorization: null);

        Assert.Equal((status, 401), ((int)answer.StatusCode, (int)stranger.StatusCode));
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoHasItIsNotSentItAgain()
    {
        using var answer = await Get(photo.Id, tag: $"\"{photo.Id}\"");

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task HeadAnswersWithoutThePhoto()
    {
        using var answer = await Get(photo.Id, method: HttpMethod.Head);

        Assert.Equal((HttpStatusCode.OK, photo.Stored.Length), (answer.StatusCode, (int)answer.Content.Headers.ContentLength!));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    public async Task AStrangerSeesNoneAndDoesNotLearnWhichThereAre(string? authorization)
    {
        foreach (var id in new[] { photo.Id, new string('0', 64), "nonsense" })
        {
            using var answer = await Get(id, authorization);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", Header(answer, "WWW-Authenticate"));
            Assert.Equal("no-store", Header(answer, "Cache-Control"));
            Assert.Equal("""{"error":{"code":"token_needed","message":"This call needs the header Authorization: Bearer and the device token.","messageZh":"此操作需要请求头 Authorization: Bearer 与设备令牌。"}}""",
                await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task AnOpenServerAsksForNoToken()
    {
        await using var open = await TestGateway.Open(photos: new PhotoOptions(temp.File("photos")));
        using var answer = await open.Http.GetAsync($"/api/v1/photos/{photo.Id}");
        Assert.Equal(photo.Stored, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 404, "unknown_photo")]
    [InlineData("nonsense", 400, "photo_id_malformed")]
    [InlineData("..%2F..%2Fdevice-token", 400, "photo_id_malformed")]
    [InlineData("%2e%2e%2fdevice-token", 400, "photo_id_malformed")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", 400, "photo_id_malformed")]
    public async Task WhatIsNotThereIsAnErrorInJson(string id, int status, string code)
    {
        using var answer = await Get(id);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
    }

    [Fact]
    public async Task OverGrpcAStrangerUploadsAndLearnsNothing()
    {
        var uploading = await Assert.ThrowsAsync<RpcException>(() => Upload(Original.Jpeg(2), "wrong"));
        var asking = await Assert.ThrowsAsync<RpcException>(() => Status(photo, "wrong"));

        Assert.Equal((StatusCode.Unauthenticated, StatusCode.Unauthenticated), (uploading.StatusCode, asking.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(Original.Jpeg(2).Id)).StatusCode);
    }

    [Fact]
    public async Task OverGrpcAnUploadIsGoneOnWithAndARefusalIsNamed()
    {
        var large = Original.Jpeg(3, tailBytes: 3_000_000);
        var early = await Assert.ThrowsAsync<RpcException>(() => Upload(large, bytes: 1_500_000));
        Assert.Equal(
            (StatusCode.FailedPrecondition, $"photo_incomplete: the upload ended after 1500000 of {large.Bytes.Length} bytes; they are kept, go on from there"),
            (early.StatusCode, early.Status.Detail));
        Assert.Equal(1_500_000UL, (await Status(large)).HeldBytes);

        Assert.False((await Upload(large, from: 1_500_000)).KnownAlready);

        Assert.Equal(new PhotoState { Complete = true, HeldBytes = (ulong)large.Bytes.Length }, await Status(large));
        Assert.True((await Upload(large)).KnownAlready);
    }

    [Fact]
    public async Task AServerWithoutAPhotoFolderSaysThatItHasNoSuchCall()
    {
        await using var without = await TestGateway.Open();
        using var there = GrpcChannel.ForAddress(without.Grpc);
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            new FieldGateway.FieldGatewayClient(there).PhotoStatusAsync(new PhotoQuery { PhotoId = photo.Id, TotalBytes = 1 }).ResponseAsync);
        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await without.Http.GetAsync($"/api/v1/photos/{photo.Id}")).StatusCode);
    }

    private async Task<PhotoReceipt> Upload(Original original, string token = "secret", int from = 0, int? bytes = null)
    {
        using var call = new FieldGateway.FieldGatewayClient(channel).UploadPhoto(Bearer(token));
        try
        {
            foreach (var chunk in Chunks(original, from, bytes ?? original.Bytes.Length)) await call.RequestStream.WriteAsync(chunk);
            await call.RequestStream.CompleteAsync();
        }
        catch (RpcException)
        {
            // The answer was there before the last chunk: the response says which.
        }

        return await call.ResponseAsync;
    }

    private async Task<PhotoState> Status(Original original, string token = "secret") => await new FieldGateway.FieldGatewayClient(channel)
        .PhotoStatusAsync(new PhotoQuery { PhotoId = original.Id, TotalBytes = (ulong)original.Bytes.Length }, Bearer(token));

    private static IEnumerable<PhotoChunk> Chunks(Original original, int from, int end)
    {
        yield return new PhotoChunk { Header = new PhotoHeader { PhotoId = original.Id, TotalBytes = (ulong)original.Bytes.Length, Offset = (ulong)from } };
        for (var at = from; at < end; at += 65_536)
            yield return new PhotoChunk { Data = ByteString.CopyFrom(original.Bytes.AsSpan(at, Math.Min(65_536, end - at))) };
    }

    private async Task<HttpResponseMessage> Get(
        string id, string? authorization = "Bearer secret", RangeHeaderValue? range = null, string? tag = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"/api/v1/photos/{id}");
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? "");
        request.Headers.Range = range;
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await gateway.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";

    private static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };
}
