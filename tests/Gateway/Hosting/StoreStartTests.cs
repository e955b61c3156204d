using System.Net;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

/// <summary>Kind H, as whoever starts the program meets it: one line with the file and what to do, and never a stack.</summary>
[Trait("lane", "cases")]
public sealed class StoreStartTests : IDisposable
{
    private const string Town = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"T","name":"测试镇","kind":"town","timeZone":"Asia/Shanghai"},"geometry":null},
        {"type":"Feature","properties":{"code":"V-1","name":"一村","kind":"grid","parent":"T"},"geometry":{"type":"Polygon","coordinates":[[[120,30],[120.01,30],[120.01,30.01],[120,30.01],[120,30]]]}}]}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Case503ADamagedFirstPage()
    {
        await RunOnce(folder.File("data"));
        Overwrite(folder.File("data/journal.db"), 0, 4_096);
        Assert.StartsWith($"--data: {folder.File("data/journal.db")} is damaged (file is not a database). Stop the server,", await Refusal(folder.File("data")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case525ACopyOfTheDatabaseOfARunningServer()
    {
        await using (var host = Start(folder.File("data")))
        {
            await host.Line("ready ", Patience.Max);
            Directory.CreateDirectory(folder.File("copy"));
            File.Copy(folder.File("data/journal.db"), folder.File("copy/journal.db"));
            host.Terminate();
            Assert.Equal(0, await host.Exit(Patience.Max));
        }
        var line = await Refusal(folder.File("copy"));
        Assert.StartsWith($"--data: {folder.File("copy/journal.db")}: the log that belongs to it (journal.db-wal) is missing or damaged", line, StringComparison.Ordinal);
        Assert.Contains("make an empty file journal.mark", line, StringComparison.Ordinal);
        File.WriteAllText(folder.File("copy/journal.mark"), "");
        await RunOnce(folder.File("copy"));
    }

    [TmpfsFact]
    public async Task Case502AFullDiskAndAReadOnlyOne()
    {
        using var disk = new SmallDisk(12_000_000);
        var data = Path.Combine(disk.Path, "d");
        await RunOnce(data);
        disk.Fill();
        Assert.Contains("the disk is full", await Refusal(data), StringComparison.Ordinal);
        disk.Empty();
        disk.MakeReadOnly();
        Assert.Contains("is read-only", await Refusal(data), StringComparison.Ordinal);
    }

    [TmpfsFact]
    public async Task Case501ADiskThatFillsMakesARunningServerNotReadyUntilThereIsRoom()
    {
        using var disk = new SmallDisk(30_000_000);
        await using var host = Start(Path.Combine(disk.Path, "d"));
        var ready = await host.Line("ready ", Patience.Max);
        using var http = new HttpClient { BaseAddress = new Uri(ready.Split(' ')[1]) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/readyz")).StatusCode);

        disk.Fill();
        var (status, body) = await Until(http, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("\"store_full\"", body, StringComparison.Ordinal);

        disk.Empty();
        Assert.Equal(HttpStatusCode.OK, (await Until(http, HttpStatusCode.OK)).Status);
        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));
    }

    // The server looks by itself every few seconds: asked until it has.
    private static async Task<(HttpStatusCode Status, string Body)> Until(HttpClient http, HttpStatusCode wanted)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            using var answer = await http.GetAsync("/readyz");
            if (answer.StatusCode == wanted || TimeProvider.System.GetElapsedTime(began) > Patience.Max)
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task RunOnce(string data)
    {
        await using var host = Start(data);
        await host.Line("ready ", Patience.Max);
        host.Terminate();
        Assert.Equal(0, await host.Exit(Patience.Max));
    }

    private async Task<string> Refusal(string data)
    {
        await using var host = Start(data);
        Assert.Equal(2, await host.Exit(Patience.Max));
        return Assert.Single(host.Errors);
    }

    private static void Overwrite(string file, int from, int count)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.Position = from;
        stream.Write([.. Enumerable.Range(0, count).Select(i => (byte)(i * 167 + 13))]);
    }

    private ChildProcess Start(string data) => ChildProcess.Start(
        Repository.Executable("RealtimeGov.Gateway.Host"),
        ["--port", "0", "--grpc-port", "0", "--data", data, "--regions", folder.Write("town.geojson", Town)]);
}
