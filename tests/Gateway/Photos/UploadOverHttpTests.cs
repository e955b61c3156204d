using System.Net.Http.Headers;
using System.Text.Json;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Gateway.Tests.Fakes;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>A photo in one body becomes the same stored file as one that came over gRPC, and is refused with the same codes.</summary>
public sealed class UploadOverHttpTests : IAsyncLifetime
{
    private readonly TempFolder temp = new();
    private TestGateway gateway = null!;

    public async Task InitializeAsync() =>
        gateway = await TestGateway.Open(DeviceGate.Guarded(new DeviceToken("secret")), photos: new PhotoOptions(temp.File("photos")));

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        temp.Dispose();
    }

    [Fact]
    public async Task WhatIsStoredIsThePictureMadeAnew()
    {
        var photo = Original.Jpeg();

        var (status, body) = await Put(photo.Id, photo.Bytes);

        Assert.Equal((200, photo.Id, "image/jpeg", false), (status, body.GetProperty("photoId").GetString(), body.GetProperty("mediaType").GetString(), body.GetProperty("knownAlready").GetBoolean()));
        Assert.Equal(photo.Stored, await Stored(photo.Id));
        Assert.True((await Put(photo.Id, photo.Bytes)).Body.GetProperty("knownAlready").GetBoolean());
    }

    [Fact]
    public async Task MoreThanTheApisUsualBodyIsTaken()
    {
        var large = Original.Jpeg(2, tailBytes: 3_000_000);
        Assert.Equal(200, (await Put(large.Id, large.Bytes)).Status);
    }

    [Fact]
    public async Task ARefusalHasItsCodeInBothLanguages()
    {
        var photo = Original.Jpeg();
        Assert.Equal((400, "photo_id_malformed"), Code(await Put("nonsense", photo.Bytes)));
        Assert.Equal((400, "photo_hash_wrong"), Code(await Put(new string('a', 64), photo.Bytes)));
        Assert.Equal((400, "photo_empty"), Code(await Put(photo.Id, [])));
        var heic = new Original([0, 0, 0, 24, .. "ftypheic"u8, .. new byte[64]]);
        var (status, body) = await Put(heic.Id, heic.Bytes);
        Assert.Equal((400, "photo_heic"), Code((status, body)));
        Assert.StartsWith("是 HEIC 照片", body.GetProperty("error").GetProperty("messageZh").GetString(), StringComparison.Ordinal);
        using var nothing = await gateway.Http.SendAsync(Get(photo.Id));
        Assert.Equal(404, (int)nothing.StatusCode);
    }

    [Fact]
    public async Task AStrangerStoresNothing()
    {
        var photo = Original.Jpeg();
        Assert.Equal((401, "token_needed"), Code(await Put(photo.Id, photo.Bytes, token: null)));
        using var nothing = await gateway.Http.SendAsync(Get(photo.Id));
        Assert.Equal(404, (int)nothing.StatusCode);
    }

    [Fact]
    public void TheChineseWordsAreThoseOfTheContract()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "contracts", "photos.md"));
        foreach (var (code, words) in PhotoWords.All)
            Assert.Contains(page.Split('\n'), line => line.StartsWith($"| `{code}` |", StringComparison.Ordinal) && line.EndsWith($"| {words} |", StringComparison.Ordinal));
    }

    private static (int, string) Code((int Status, JsonElement Body) said) => (said.Status, said.Body.GetProperty("error").GetProperty("code").GetString()!);

    private async Task<(int Status, JsonElement Body)> Put(string id, byte[] bytes, string? token = "secret")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/photos/{id}") { Content = new ByteArrayContent(bytes) };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await gateway.Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private static HttpRequestMessage Get(string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/photos/{id}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        return request;
    }

    private async Task<byte[]> Stored(string id)
    {
        using var answer = await gateway.Http.SendAsync(Get(id));
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
