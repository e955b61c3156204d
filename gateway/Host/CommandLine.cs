using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Gateway.Field;
using RealtimeGov.Gateway.Host.Backup;
using RealtimeGov.Gateway.Host.Pages;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Journal.Postgres.Startup;

namespace RealtimeGov.Gateway.Host;

/// <summary>The command line. A wrong value is an error that begins with its option's name.</summary>
public static class CommandLine
{
    private const int PortMax = 65_535;

    private static readonly RegionFileOptions Names = new();

    private static readonly Option<int> Port = Whole("--port", HostOptions.PortDefault, PortMax, "HTTP: pages, API and hub; 0 takes a free port");
    private static readonly Option<int> GrpcPort = Whole("--grpc-port", HostOptions.GrpcPortDefault, PortMax, "gRPC; 0 takes a free port");
    private static readonly Option<string> Store = StoreChoice();
    private static readonly Option<string?> Connection = Text(GivenConnection.Option, "connection string of --store postgres, as Npgsql reads it: Host=...;Username=...;Database=...");
    private static readonly Option<string> Data = new("--data") { DefaultValueFactory = _ => HostOptions.DataDefault, Description = "folder of the journal and the tokens of devices and administrators" };
    private static readonly Option<string?> Regions = Text("--regions", "region file (GeoJSON) to import at start");
    private static readonly Option<string> CodeProperty = Property("--code-property", Names.CodeProperty, "property that holds a region's code");
    private static readonly Option<string> NameProperty = Property("--name-property", Names.NameProperty, "property that holds a region's name");
    private static readonly Option<string> ParentProperty = Property("--parent-property", Names.ParentProperty, "property that holds a region's parent");
    private static readonly Option<string?> Root = Text("--root", "CODE:NAME of the region above all that name no parent");
    private static readonly Option<string?> TimeZone = Text("--time-zone", "IANA time zone of the root");
    private static readonly Option<bool> Gaps = new("--gaps") { Description = "name the ground among the grids of --regions that belongs to none" };
    private static readonly Option<int> AcceptLate = Whole("--accept-late", FieldOptions.AcceptLateDaysDefault, FieldOptions.AcceptLateDaysMax, "local days a report may be late");
    private static readonly Option<bool> Demo = new("--demo") { Description = "the town is simulated, and screens say so" };
    private static readonly Option<bool> Open = new("--open") { Description = "ask for no token" };
    private static readonly Option<bool> Residents = new("--residents") { Description = "take reports of people without an account, at /public" };
    private static readonly Option<string?> Dashboard = Text("--dashboard", "folder of the built dashboard");
    private static readonly Option<string?> PathBase = Text(TownPath.Option, "path below which a proxy serves the town, such as /town, where it leaves that path in the requests");
    private static readonly Option<string?> Telemetry = Text("--telemetry", "collector that metrics and traces are sent to, OTLP over gRPC: http://HOST:PORT");
    private static readonly Option<bool> OrleansDashboard = new("--orleans-dashboard") { Description = "serve Orleans' own dashboard of silos, grains and calls to administrators, at /orleans/; each silo of a cluster wants it" };
    private static readonly Option<bool> CheckOnly = new("--check") { Description = "only compare: the exit code is 1 where rows differ, and nothing is changed" };

    private static readonly Option<string?> Machine = MachineName();
    private static readonly Option<string?> Head = Text("--head", "the hash of an entry that was noted before: it must be among the entries still");

    /// <summary>The read model made again from the journal, beside a running server of the same --data or --connection.</summary>
    public static RootCommand Rebuild { get; } = new("rebuild: make the read model again from the journal, beside a running server.") { Store, Connection, Data, CheckOnly };

    /// <summary>The audit's entries followed and compared with the journal, beside a running server of the same --data or --connection.</summary>
    public static RootCommand AuditVerify { get; } = new("audit verify: name what was altered in, removed from or put into the audit or the changes that it is of, beside a running server. The exit code is 1 where there is anything.") { Store, Connection, Data, Head };

    /// <summary>What silos and gateways of one town show one another, made in the data folder where it is missing.</summary>
    public static RootCommand Certificates { get; } = new("certificates: make the town's own authority and a certificate that it signed, for --silo-ca and --silo-certificate, where they are missing in the data folder.") { Data, Machine };

    public static RootCommand Command { get; } = Build();

    /// <summary>One line for each thing that is wrong; none for help and version.</summary>
    public static IReadOnlyList<string> Faults(ParseResult result)
    {
        if (result.Errors.Count > 0) return CommandLineFaults.Of(result);
        if (result.Action is not null) return [];
        if (IsCertificates(result)) return [];
        if (BackupCommandLine.Is(result)) return BackupCommandLine.Faults(result);
        return IsRebuild(result) || IsAuditVerify(result) ? [.. StoreFaults(result)] : [.. Together(result)];
    }

    public static bool IsRebuild(ParseResult result) => result.CommandResult.Command == Rebuild;

    public static bool IsAuditVerify(ParseResult result) => result.CommandResult.Command == AuditVerify;

    /// <summary>Null where none was given.</summary>
    public static string? HeadOf(ParseResult result) => result.GetValue(Head);

    public static bool IsCertificates(ParseResult result) => result.CommandResult.Command == Certificates;

    /// <summary>Null where none was given.</summary>
    public static string? MachineOf(ParseResult result) => result.GetValue(Machine);

    public static string DataOf(ParseResult result) => result.GetValue(Data)!;

    public static bool IsCheckOnly(ParseResult result) => result.GetValue(CheckOnly);

    /// <summary>Of a result without faults.</summary>
    public static HostOptions Read(ParseResult result) => NodeCommandLine.Read(result, new HostOptions
    {
        Port = result.GetValue(Port),
        GrpcPort = result.GetValue(GrpcPort),
        Data = result.GetValue(Data)!,
        Connection = ConnectionOf(result)?.Text,
        Regions = result.GetValue(Regions),
        RegionFile = new RegionFileOptions
        {
            CodeProperty = result.GetValue(CodeProperty)!,
            NameProperty = result.GetValue(NameProperty)!,
            ParentProperty = result.GetValue(ParentProperty)!,
            RootCode = result.GetValue(Root)?.Split(':', 2)[0],
            RootName = result.GetValue(Root)?.Split(':', 2) is [_, { Length: > 0 } name] ? name : null,
            TimeZone = result.GetValue(TimeZone),
            Gaps = result.GetValue(Gaps),
        },
        Field = new FieldOptions(result.GetValue(AcceptLate)),
        Demo = result.GetValue(Demo),
        Open = result.GetValue(Open),
        Residents = result.GetValue(Residents),
        Dashboard = result.GetValue(Dashboard),
        PathBase = result.GetValue(PathBase),
        Telemetry = result.GetValue(Telemetry) is { } collector ? new Uri(collector) : null,
        OrleansDashboard = result.GetValue(OrleansDashboard),
        Web = WebCommandLine.Read(result),
    });

    /// <summary>Null where none was given anywhere, or none is wanted.</summary>
    internal static GivenConnection? ConnectionOf(ParseResult result) =>
        IsPostgres(result) ? GivenConnection.Find(result.GetValue(Connection)) : null;

    // Of a role that is of a cluster alone, PostgreSQL is the only store.
    private static bool IsPostgres(ParseResult result) =>
        (result.GetResult(Store) is { Implicit: false } || NodeCommandLine.RoleOf(result) == Role.All ? result.GetValue(Store) : CommandLineRules.Postgres)
        == CommandLineRules.Postgres;

    private static RootCommand Build()
    {
        Regions.Validators.Add(result => Check(result, (string? path) => path is null || File.Exists(path) ? null : $"there is no file {path}"));
        Connection.Validators.Add(result => Check<string>(result, CommandLineRules.Connection));
        Root.Validators.Add(result => Check<string>(result, CommandLineRules.Root));
        TimeZone.Validators.Add(result => Check(result, (string? zone) =>
            zone is null || TimeZones.TryFind(zone, out _) ? null : "not a time zone of the IANA database"));
        Dashboard.Validators.Add(result => Check(result, (string? folder) =>
            folder is null || Directory.Exists(folder) ? null : $"there is no folder {folder}"));
        Telemetry.Validators.Add(result => Check<string>(result, CommandLineRules.Collector));
        PathBase.Validators.Add(result => Check<string>(result, TownPath.Fault));
        var command = new RootCommand("RealtimeGov: silos, gateway and store in one process; or a node, a silo or a gateway of a cluster on PostgreSQL. People and devices reach it on 127.0.0.1. `rebuild` as the first argument makes the read model again: see rebuild --help. `audit verify` looks whether the audit was tampered with.")
        {
            Port, GrpcPort, Store, Connection, Data, Regions, CodeProperty, NameProperty, ParentProperty, Root, TimeZone, Gaps,
            AcceptLate, Demo, Open, Residents, Dashboard, PathBase, Telemetry, OrleansDashboard, WebCommandLine.Host, WebCommandLine.Proxy, WebCommandLine.AdministratorCodes,
        };
        foreach (var option in NodeCommandLine.Options) command.Add(option);
        return command;
    }

    // What only shows when two options are looked at, each of which is right by itself.
    private static IEnumerable<string> Together(ParseResult result)
    {
        if (result.GetValue(Port) != 0 && result.GetValue(Port) == result.GetValue(GrpcPort))
            yield return "--grpc-port: must differ from --port";
        if (result.GetValue(Open) && WebCommandLine.IsGiven(result))
            yield return "--open: is for this machine alone, where --host and --proxy mean nothing; behind a proxy leave it out, and people and devices are asked who they are";
        foreach (var fault in StoreFaults(result)) yield return fault;
        foreach (var fault in NodeCommandLine.Faults(result, IsPostgres(result), [Port, GrpcPort, Data, Regions, Demo, Open, Residents, Dashboard])) yield return fault;
        if (result.GetValue(Regions) is not null) yield break;
        foreach (var option in new Option[] { CodeProperty, NameProperty, ParentProperty, Root, TimeZone, Gaps })
            if (result.GetResult(option) is { Implicit: false })
                yield return $"{option.Name}: means nothing without --regions";
    }

    private static IEnumerable<string> StoreFaults(ParseResult result)
    {
        if (!IsPostgres(result) && result.GetValue(Connection) is not null)
            yield return "--connection: means nothing without --store postgres";
        if (IsPostgres(result) && ConnectionOf(result) is var connection)
        {
            if (connection is null)
                yield return $"--store: postgres wants --connection 'Host=...;Username=...;Database=...', or the same in the environment as {GivenConnection.Variable}";
            else if (connection.From != GivenConnection.Option && CommandLineRules.Connection(connection.Text) is { } wrong)
                yield return $"{connection.From}: {wrong}";
        }
    }

    private static Option<int> Whole(string name, int byDefault, int max, string description)
    {
        return new Option<int>(name)
        {
            DefaultValueFactory = _ => byDefault,
            Description = description,
            CustomParser = result => Number(result, name, value => value >= 0 && value <= max ? null : $"must be 0 to {max}"),
        };
    }

    private static Option<string> StoreChoice()
    {
        var option = new Option<string>("--store") { DefaultValueFactory = _ => CommandLineRules.Sqlite, Description = "where the journal lies: sqlite or postgres" };
        option.Validators.Add(result => Check(result, (string? value) => CommandLineRules.Store(value)));
        return option;
    }

    private static Option<string> Property(string name, string byDefault, string description)
    {
        var option = new Option<string>(name) { DefaultValueFactory = _ => byDefault, Description = description };
        option.Validators.Add(result => Check(result, (string? value) => string.IsNullOrEmpty(value) ? "must not be empty" : null));
        return option;
    }

    private static Option<string?> MachineName()
    {
        var option = Text("--machine", "a machine that gets a certificate of its own, to be carried there with silo-ca.pem");
        option.Validators.Add(result => Check(result, (string? name) => name is null || RegionCode.IsWellFormed(name) ? null : "must be 1 to 32 letters, digits, '_' and '-'"));
        return option;
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private static int Number(ArgumentResult result, string name, Func<int, string?> rule)
    {
        var wrong = int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? rule(value)
            : "must be a whole number";
        if (wrong is not null) result.AddError($"{name}: {wrong}");
        return value;
    }

    private static void Check<T>(OptionResult result, Func<T?, string?> rule)
    {
        // What is no T at all has its error already.
        if (result.Errors.Any()) return;
        if (rule(result.GetValueOrDefault<T>()) is { } wrong) result.AddError($"{result.Option.Name}: {wrong}");
    }
}
