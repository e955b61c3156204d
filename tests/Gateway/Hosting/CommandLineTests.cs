using System.Net;
using RealtimeGov.Gateway.Host;
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
            "--silos", "8", "--demo", "--open", "--dashboard", folder.Path, "--path-base", "/town", "--telemetry", "http://127.0.0.1:4317", "--orleans-dashboard",
        ]);

        Assert.Empty(CommandLine.Faults(parsed));
        Assert.Equal(
            new HostOptions
            {
                Port = 0, GrpcPort = 0, Data = "d", Regions = file, Silos = 8, Demo = true, Open = true, Dashboard = folder.Path, PathBase = "/town", Telemetry = new Uri("http://127.0.0.1:4317"), OrleansDashboard = true,
                Field = new Gateway.Field.FieldOptions(20_000),
                RegionFile = new Gateway.Regions.RegionFileOptions
                {
                    CodeProperty = "c", NameProperty = "n", ParentProperty = "p", RootCode = "SF", RootName = "San Francisco: all", TimeZone = "America/Los_Angeles",
                },
            },
            CommandLine.Read(parsed));
    }

    [Fact]
    public void EveryOptionOfANodeIsRead()
    {
        var all = Read("--store postgres --connection Host=x --name a.b --address 10.1.2.3 --silo-port 1 --gateway-port 2 --silo-certificate c --silo-certificate-password-file p --silo-ca a");

        Assert.Equal((Role.All, new NodeOptions("a.b", IPAddress.Parse("10.1.2.3"), 1, 2), new CertificateFiles("c", "p", "a")), (all.Role, all.Node, all.Certificates));
        Assert.Equal(new NodeOptions("silo-1", IPAddress.Loopback, 11_111, 0), Read("--store postgres --connection Host=x").Node);
        Assert.Equal((Role.Silo, 30_000), Read("--role silo --connection Host=x") is var silo ? (silo.Role, silo.Node.GatewayPort) : default);
        Assert.Equal((Role.Gateway, "Host=x"), Read("--role gateway --connection Host=x") is var gateway ? (gateway.Role, gateway.Connection) : default);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("--administrator-codes", true)]
    [InlineData("--host town.example", true)]
    [InlineData("--proxy 10.0.0.1", true)]
    public void Administrators_need_a_code_where_others_than_this_machine_come_in(string line, bool need) => Assert.Equal(need, Read(line).Web.AdministratorsNeedCode);

    [Theory]
    [InlineData("--role mayor", "--role: must be all, silo or gateway")]
    [InlineData("--role silo --store sqlite", "--role: silo wants --store postgres: silos and gateways of a cluster share a database")]
    [InlineData("--role gateway --store sqlite", "--role: gateway wants --store postgres: silos and gateways of a cluster share a database")]
    [InlineData("--store postgres --connection Host=x --silos 2", "--silos: means nothing with --store postgres, where each process is one silo: start more of them, each with its own --name, or ./run --cluster N")]
    [InlineData("--role silo --connection Host=x --port 1", "--port: means nothing with --role silo, which serves no people and no devices")]
    [InlineData("--name silo-2", "--name: means nothing without --store postgres: silos on SQLite are all in this process")]
    [InlineData("--role gateway --connection Host=x --name silo-2", "--name: means nothing with --role gateway, which runs no silo")]
    [InlineData("--store postgres --connection Host=x --name a/b", "--name: must be 1 to 32 letters, digits, '.', '_' and '-'")]
    [InlineData("--store postgres --connection Host=x --address here", "--address: must be an IP address")]
    [InlineData("--store postgres --connection Host=x --silo-port 65536", "--silo-port: must be 0 to 65535")]
    [InlineData("--store postgres --connection Host=x --silo-port 5 --gateway-port 5", "--gateway-port: must differ from --silo-port")]
    [InlineData("--store postgres --connection Host=x --address 10.1.2.3", "--address: 10.1.2.3 can be reached from other machines, so --silo-certificate FILE and --silo-ca FILE are wanted: without them anybody there could call the silo")]
    [InlineData("--store postgres --connection Host=x --silo-certificate c", "--silo-ca: is wanted too: silos show each other a certificate, and compare it with the authority")]
    [InlineData("--store postgres --connection Host=x --silo-ca c", "--silo-certificate: is wanted too: silos show each other a certificate, and compare it with the authority")]
    [InlineData("--silo-ca c", "--silo-ca: means nothing without --store postgres: silos on SQLite open no port")]
    public void WhatDoesNotFitTheStoreOrTheRoleIsRefusedByName(string line, string error) => Assert.Equal(error, Assert.Single(Faults(line)));

    [Theory]
    [InlineData("--port 65536", "--port: must be 0 to 65535")]
    [InlineData("--port x", "--port: must be a whole number")]
    [InlineData("--grpc-port -1", "--grpc-port: must be 0 to 65535")]
    [InlineData("--port 9000 --grpc-port 9000", "--grpc-port: must differ from --port")]
    [InlineData("--accept-late 20001", "--accept-late: must be 0 to 20000")]
    [InlineData("--accept-late -1", "--accept-late: must be 0 to 20000")]
    [InlineData("--silos 0", "--silos: must be 1 to 8")]
    [InlineData("--silos 9", "--silos: must be 1 to 8")]
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
    [InlineData("--open --proxy 10.0.0.1", "--open: is for this machine alone, where --host and --proxy mean nothing; behind a proxy leave it out, and people and devices are asked who they are")]
    [InlineData("--open --host town.example", "--open: is for this machine alone, where --host and --proxy mean nothing; behind a proxy leave it out, and people and devices are asked who they are")]
    [InlineData("--gaps", "--gaps: means nothing without --regions")]
    [InlineData("--store postgres --connection Username=town", "--connection: names no Host")]
    [InlineData("--telemetry 127.0.0.1:4317", "--telemetry: must be http://HOST:PORT or https://HOST:PORT, where a collector takes OTLP over gRPC")]
    [InlineData("--telemetry http://127.0.0.1:4318/v1/metrics", "--telemetry: must be http://HOST:PORT or https://HOST:PORT, where a collector takes OTLP over gRPC")]
    [InlineData("--path-base town", "--path-base: wants a path such as /town: it begins with / and does not end with it")]
    [InlineData("--path-base /town/", "--path-base: wants a path such as /town: it begins with / and does not end with it")]
    [InlineData("--store mysql", "--store: must be sqlite or postgres")]
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
