using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.Storage;
using RealtimeGov.Contract.Tests.Postgres;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Postgres;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Stores;

/// <summary>What grains keep by Orleans' own storage, in each of its stores, with two silos.</summary>
public abstract class RecordContract
{
    private const long Now = 1_000 * 86_400_000_000;

    private protected interface ITown : IAsyncDisposable
    {
        /// <summary>Two gateways' ways to the same grains.</summary>
        (ITownClient One, ITownClient Other) Clients { get; }

        RecordStore Records { get; }

        IContentEraser Eraser { get; }

        /// <summary>True where the store's files hold the text somewhere.</summary>
        bool Holds(string text);

        Task Restart();
    }

    private protected abstract Task<ITown> Open();

    [Fact]
    public async Task Of_two_gateways_that_ask_at_once_one_has_the_photo_and_a_restart_keeps_what_was_decided()
    {
        await using var town = await Open();
        var (one, other) = town.Clients;
        var photos = Enumerable.Range(0, 30).Select(Id).ToList();
        foreach (var photo in photos) Assert.True((await one.Take(photo, Keep("device d-1"))).Done);
        var confirmed = new ConcurrentDictionary<string, bool>();
        await Task.WhenAll(photos.Select(async photo =>
        {
            var confirming = one.Take(photo, At(Now + PhotoRecords.KeptForUs, new PhotoCommand { Confirm = new ConfirmPhoto() }));
            var leaving = other.Take(photo, At(Now + PhotoRecords.KeptForUs, new PhotoCommand { SetAside = new SetPhotoAside { Round = "r" } }));
            confirmed[photo] = (await confirming).Done;
            Assert.NotEqual(confirmed[photo], (await leaving).Done);
        }));

        await one.Change(new ChangeDisplay { Set = new Display { Name = "hall", Region = "T", Language = "en", RotateS = 20, ScalePercent = 150 } });
        await other.Change(new ChangeDisplay { Set = new Display { Name = "00f" } }); // a key of this form would be a number to the provider

        await town.Restart();

        var displays = (await town.Clients.Other.View(new DisplaysQuery())).Displays;
        Assert.Equal(["00f", "hall"], displays.Select(display => display.Name));
        Assert.Equal(("T", "en", 20u, 150u), (displays[1].Region, displays[1].Language, displays[1].RotateS, displays[1].ScalePercent));
        foreach (var photo in photos)
        {
            var record = (await town.Clients.One.Take(photo, At(Now, new PhotoCommand { ForgetUploader = new ForgetUploader { Uploader = "nobody" } }))).Record;
            Assert.Equal((confirmed[photo] ? PhotoStanding.Stored : PhotoStanding.Leaving, "device d-1", "image/webp", 9ul), (record.Standing, record.Uploader, record.MediaType, record.StoredBytes));
        }
    }

    [Fact]
    public async Task Who_is_erased_is_no_uploader_any_more_and_an_erased_photo_leaves_no_record()
    {
        await using var town = await Open();
        var (one, other) = town.Clients;
        await one.Take(Id(1), Keep("person zhang.secret"));
        await other.Take(Id(2), Keep("person zhang.secret"));
        await one.Take(Id(3), Keep("person li.na"));
        Assert.Equal(new[] { Id(1), Id(2) }.Order(StringComparer.Ordinal), await town.Records.PhotosOf("person zhang.secret", default));

        await town.Eraser.Erase("person/zhang.secret", 1, default);

        Assert.Empty(await town.Records.PhotosOf("person zhang.secret", default));
        Assert.Equal([Id(3)], await town.Records.PhotosOf("person li.na", default));
        Assert.False(town.Holds("zhang.secret"));
        Assert.True((await other.Take(Id(3), At(Now, new PhotoCommand { Remove = new RemovePhoto() }))).Done);
        await town.Records.Scrub(default);
        Assert.False(town.Holds(Id(3)));
        Assert.True((await one.Take(Id(3), Keep("person li.na"))).Done); // the same picture may come again
        Assert.Equal([Id(3)], await town.Records.PhotosOf("person li.na", default));
    }

    private static string Id(int number) => PhotoId.Of(BitConverter.GetBytes(number));

    private static PhotoCommand Keep(string uploader) => At(Now, new PhotoCommand { Keep = new KeepPhoto { MediaType = "image/webp", StoredBytes = 9, Uploader = uploader } });

    private static PhotoCommand At(long at, PhotoCommand command)
    {
        command.AtUs = at;
        return command;
    }
}

/// <summary>In a file of its own beside SQLite's journal, with two silos in the process.</summary>
public sealed class SqliteRecordTests : RecordContract
{
    private protected override async Task<ITown> Open()
    {
        var town = new Town(new TempFolder());
        await town.Start();
        return town;
    }

    [Fact]
    public async Task A_file_that_is_none_is_refused_with_what_to_do()
    {
        using var folder = new TempFolder();
        var path = folder.Write(RecordStore.FileName, "这不是数据库, and longer than the hundred bytes of a header so that it is read as one and found to be none at all.");
        var refused = await Assert.ThrowsAsync<ClusterStartException>(() => RecordStore.InFile(folder.Path, TimeProvider.System));
        Assert.StartsWith($"{path} cannot be used: ", refused.Message);
        Assert.EndsWith("Bring it back from a backup, or move it away: the next start makes a new one.", refused.Message);
    }

    /// <summary>They are Orleans' own, byte for byte: whoever wants others writes a further script.</summary>
    [Theory]
    [InlineData("Sql.0002-orleans-persistence", "6913a5a83988e47a")]
    [InlineData("Storage.Sqlite.0001-orleans-main", "37f043835bb7d485")]
    [InlineData("Storage.Sqlite.0002-orleans-persistence", "860e20368775770e")]
    public void The_scripts_are_as_Orleans_has_them(string name, string hash)
    {
        using var script = typeof(RecordStore).Assembly.GetManifestResourceStream($"RealtimeGov.Cluster.{name}.sql")!;
        Assert.StartsWith(hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(script)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_its_owners_alone()
    {
        using var folder = new TempFolder();
        await RecordStore.InFile(folder.Path, TimeProvider.System);
        await RecordStore.InFile(folder.Path, TimeProvider.System); // a second start finds what it needs
        if (!OperatingSystem.IsWindows()) Assert.Equal(OwnersFiles.FileRights, File.GetUnixFileMode(Path.Combine(folder.Path, RecordStore.FileName)));
    }

    private sealed class Town(TempFolder folder) : ITown
    {
        private SqliteJournal journal = null!;
        private ProcessSilos silos = null!;

        public (ITownClient, ITownClient) Clients => (silos.Client, silos.Client);

        public RecordStore Records { get; private set; } = null!;

        public IContentEraser Eraser => new UploaderEraser(journal.Eraser, Records, silos.Client, TimeProvider.System);

        public bool Holds(string text) => LivingFiles.Hold(folder.Path, RecordStore.FileName + "*", text);

        public async Task Start()
        {
            journal = await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }, TimeProvider.System);
            Records = await RecordStore.InFile(folder.Path, TimeProvider.System);
            silos = await ProcessSilos.Start(
                new ProcessSilosOptions { Silos = 2, Records = Records }, journal, new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance);
        }

        public async Task Restart()
        {
            await Stop();
            await Start();
        }

        public async ValueTask DisposeAsync()
        {
            await Stop();
            folder.Dispose();
        }

        private async Task Stop()
        {
            await silos.DisposeAsync();
            await journal.DisposeAsync();
        }
    }
}

/// <summary>In the town's PostgreSQL, with two nodes.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresRecordTests(PostgresCluster cluster) : RecordContract
{
    private protected override async Task<ITown> Open()
    {
        var town = new Town(await cluster.CreateDatabase());
        await town.Start();
        return town;
    }

    private sealed class Town(string connection) : ITown
    {
        private PostgresJournal journal = null!;
        private ProcessSilos one = null!, other = null!;

        public (ITownClient, ITownClient) Clients => (one.Client, other.Client);

        public RecordStore Records { get; } = RecordStore.InPostgres(connection);

        public IContentEraser Eraser => new UploaderEraser(journal.Eraser, Records, other.Client, TimeProvider.System);

        // Its dead rows are the server's until it vacuums.
        public bool Holds(string text) =>
            PostgresCluster.Scalar(connection, $"select count(*) from OrleansStorage where position('{text}' in coalesce(convert_from(PayloadBinary, 'UTF8'), '') || GrainIdExtensionString) > 0").GetAwaiter().GetResult() is > 0L;

        public async Task Start()
        {
            journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connection }, TimeProvider.System);
            await ClusterTables.Apply(connection, TimeProvider.System);
            one = await Node("silo-1");
            other = await Node("silo-2");
        }

        public async Task Restart()
        {
            await Stop();
            await Start();
        }

        public async ValueTask DisposeAsync() => await Stop();

        private Task<ProcessSilos> Node(string name) => ProcessSilos.Start(
            new OrleansSiloOptions { Name = name, Directory = ClusterDirectory.Postgres(connection), SiloPort = FreePort.Next(), Records = Records },
            journal, new TownDirectory(journal.ReadModel), TimeProvider.System, NullLoggerFactory.Instance);

        private async Task Stop()
        {
            await other.DisposeAsync();
            await one.DisposeAsync();
            await journal.DisposeAsync();
        }
    }
}
