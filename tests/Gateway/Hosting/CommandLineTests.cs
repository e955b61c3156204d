using RealtimeGov.Gateway.Host;
using RealtimeGov.Gateway.Host.Towns;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void DefaultsArePinned()
    {
        var parsed = CommandLine.Command.Parse([]);

        Assert.Empty(CommandLine.Faults(parsed));
        Assert.Equal(
            new HostOptions
            {
                Port = 8080, GrpcPort = 8081, Data = "data", Regions = null, Silos = 1, Demo = false, Open = false, Dashboard = null,
                Field = new Gateway.Field.FieldOptions(7),
                RegionFile = new Gateway.Regions.RegionFileOptions { CodeProperty = "code", NameProperty = "name", ParentProperty = "parent" },
            },
            CommandLine.Read(parsed));
    }

    [Fact]
    public void EveryOptionIsRead()
    {
        using var folder = new TempFolder();
        var file = folder.Write("town.geojson", "{}");

        var parsed = CommandLine.Command.Parse(
        [
            "--port", "0", "--grpc-port", "0", "--store", "sqlite", "--data", "d", "--regions", file, "--code-property", "c", "--name-property", "n",
            "--parent-property", "p", "--root", "SF:San Francisco: all", "--time-zone", "America/Los_Angeles", "--accept-late", "20000",
            "--silos", "32", "--engine", "local", "--demo", "--open", "--dashboard", folder.Path,
        ]);

        Assert.Empty(CommandLine.Faults(parsed));
        Assert.Equal(
            new HostOptions
            {
                Port = 0, GrpcPort = 0, Data = "d", Regions = file, Silos = 32, Demo = true, Open = true, Dashboard = folder.Path,
                Field = new Gateway.Field.FieldOptions(20_000),
                RegionFile = new Gateway.Regions.RegionFileOptions
                {
                    CodeProperty = "c", NameProperty = "n", ParentProperty = "p", RootCode = "SF", RootName = "San Francisco: all", TimeZone = "America/Los_Angeles",
                },
            },
            CommandLine.Read(parsed));
    }

    [Fact]
    public void OrleansIsTheDefaultOfPostgres()
    {
        const string postgres = "--store postgres --connection Host=x";

        Assert.Equal("local", Read("").Engine);
        Assert.Equal("local", Read(postgres + " --engine local").Engine);
        Assert.Equal("orleans", Read(postgres).Engine);
        Assert.Empty(Faults(postgres + " --engine orleans"));
        Assert.Equal("--engine: orleans wants --store postgres: a cluster's silos and gateways share a database", Assert.Single(Faults("--engine orleans")));
        Assert.Equal(["--silos: means nothing with --engine orleans, whose silos are processes of their own"], Faults(postgres + " --silos 2"));
    }

    [Theory]
    [InlineData("--port 65536", "--port: must be 0 to 65535")]
    [InlineData("--port x", "--port: must be a whole number")]
    [InlineData("--grpc-port -1", "--grpc-port: must be 0 to 65535")]
    [InlineData("--port 9000 --grpc-port 9000", "--grpc-port: must differ from --port")]
    [InlineData("--accept-late 20001", "--accept-late: must be 0 to 20000")]
    [InlineData("--accept-late -1", "--accept-late: must be 0 to 20000")]
    [InlineData("--silos 0", "--silos: must be 1 to 32")]
    [InlineData("--silos 33", "--silos: must be 1 to 32")]
    [InlineData("--silos two", "--silos: must be a whole number")]
    [InlineData("--store postgres", "--store: postgres wants --connection 'Host=...;Username=...;Database=...', or the same in the environment as REALTIMEGOV_CONNECTION")]
    [InlineData("--store postgres --connection Port=x", "--connection: the value of port is not of its kind")]
    [InlineData("--store postgres --connection Host=x;Password=abc;s3cret=1", "--connection: has a key that PostgreSQL's driver does not know, or a value with ; in it that wants quotes; keys are Host, Port, Username, Password, Database and more")]
    [InlineData("--store postgres --connection Host=x;Password='s3cret", "--connection: must be Key=Value;Key=Value, as Host=...;Username=...;Database=...; a value with ; or = in it wants quotes")]
    [InlineData("--store postgres --connection Host=x; Password=s3cret", "a value belongs to no option: one with blanks or ; in it wants quotes")]
    [InlineData("--pasword=s3cret", "--pasword: there is no such option; --help lists them")]
    [InlineData("--port", "--port: wants a value")]
    [InlineData("--port 1 --port 2", "--port: is given more than once")]
    [InlineData("--host http://town.example", "--host: must be NAME or NAME:PORT, without http:// and without a path")]
    [InlineData("--host *", "--host: must be NAME or NAME:PORT, without http:// and without a path")]
    [InlineData("--host town:x", "--host: must be NAME or NAME:PORT, without http:// and without a path")]
    [InlineData("--proxy town.example", "--proxy: must be an IP address")]
    [InlineData("--gaps", "--gaps: means nothing without --regions")]
    [InlineData("--store postgres --connection Username=town", "--connection: names no Host")]
    [InlineData("--store mysql", "--store: must be sqlite or postgres")]
    [InlineData("--engine akka", "--engine: must be local or orleans")]
    [InlineData("--connection Host=x", "--connection: means nothing without --store postgres")]
    [InlineData("--regions no/such.geojson", "--regions: there is no file no/such.geojson")]
    [InlineData("--time-zone Asia/Shanghai", "--time-zone: means nothing without --regions")]
    [InlineData("--time-zone Mars/Olympus", "--time-zone: not a time zone of the IANA database")]
    [InlineData("--root a.b:c", "--root: must be CODE:NAME, CODE of 1 to 32 of A-Z, a-z, 0-9, '_', '-'")]
    [InlineData("--dashboard no/such", "--dashboard: there is no folder no/such")]
    public void AWrongValueIsAnErrorByTheOptionsName(string line, string error) => Assert.Equal(error, Assert.Single(Faults(line)));

    private static HostOptions Read(string line) => CommandLine.Read(CommandLine.Command.Parse(Words(line)));

    private static IReadOnlyList<string> Faults(string line) => CommandLine.Faults(CommandLine.Command.Parse(Words(line)));

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
