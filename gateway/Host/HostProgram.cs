using System.CommandLine;
using System.Reflection;
using RealtimeGov.Cluster;
using RealtimeGov.Cluster.Security;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Gateway.Access;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Gateway.Host.Audit;
using RealtimeGov.Gateway.Host.Backup;
using RealtimeGov.Gateway.Host.Pages;
using RealtimeGov.Gateway.Host.Rebuild;
using RealtimeGov.Gateway.Host.Runtime;
using RealtimeGov.Gateway.Host.Telemetry;
using RealtimeGov.Gateway.Photos;
using RealtimeGov.Gateway.Photos.Retention;
using RealtimeGov.Gateway.Privacy;
using RealtimeGov.Gateway.Regions;
using RealtimeGov.Gateway.Registration;
using RealtimeGov.Journal.Postgres.Startup;
using RealtimeGov.Journal.Schema;
using RealtimeGov.Journal.Sqlite;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host;

/// <summary>From the command line to the ready line, and from the signal to the exit code.</summary>
public static class HostProgram
{
    public const int Ended = 0;

    /// <summary>Something that the user can change: an option, a file, a port, a folder in use.</summary>
    public const int Refused = 2;

    /// <summary>Runs until the process is asked to end.</summary>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter errors)
    {
        var parsed = args switch
        {
            ["rebuild", .. var rest] => CommandLine.Rebuild.Parse(rest),
            ["certificates", .. var rest] => CommandLine.Certificates.Parse(rest),
            ["backup", .. var rest] => BackupCommandLine.Backup.Parse(rest),
            ["restore", .. var rest] => BackupCommandLine.Restore.Parse(rest),
            ["audit", "verify", .. var rest] => CommandLine.AuditVerify.Parse(rest),
            _ => CommandLine.Command.Parse(args),
        };
        if (CommandLine.Faults(parsed) is { Count: > 0 } faults)
        {
            foreach (var fault in faults) await errors.WriteLineAsync(fault);
            return Refused;
        }

        // Help or version.
        if (parsed.Action is not null) return await parsed.InvokeAsync();
        try
        {
            if (CommandLine.IsRebuild(parsed))
                return await RebuildCommand.Run(
                    CommandLine.DataOf(parsed), CommandLine.ConnectionOf(parsed)?.Text, CommandLine.IsCheckOnly(parsed), output, CancellationToken.None);
            if (CommandLine.IsCertificates(parsed))
            {
                var (certificate, authority) = TownAuthority.Prepare(CommandLine.DataOf(parsed), CommandLine.MachineOf(parsed), TimeProvider.System);
                await output.WriteLineAsync($"--silo-certificate {certificate} --silo-ca {authority}");
                return Ended;
            }
            if (BackupCommandLine.Is(parsed)) return await BackupCommandLine.Run(parsed, output, CancellationToken.None);
            if (CommandLine.IsAuditVerify(parsed))
                return await AuditVerify.Run(CommandLine.DataOf(parsed), CommandLine.ConnectionOf(parsed)?.Text, CommandLine.HeadOf(parsed), output, CancellationToken.None);
            var options = CommandLine.Read(parsed);
            if (options.Node.SiloPort == 0) options = options with { Node = options.Node with { SiloPort = FreePort.On(options.Node.Address) } };
            using var telemetry = TelemetryExport.Start(options.Telemetry, options.Node.Name);
            if (options.Role == Role.Silo) return await SiloProgram.Run(options, output, errors);
            await Serve(options, output, errors);
            return Ended;
        }
        catch (Exception refused) when (Why(refused, CommandLine.ConnectionOf(parsed)) is { } why)
        {
            await errors.WriteLineAsync(why);
            return Refused;
        }
    }

    private static async Task Serve(HostOptions options, TextWriter output, TextWriter errors)
    {
        using var logs = ConsoleLog.Create();
        if (DataFolder.Prepare(options.Data) is { } narrowed) await output.WriteLineAsync(narrowed);
        // Made by an open server too: devices and administrators are ready for the day it is closed.
        var (token, adminToken) = (DeviceToken.LoadOrCreate(options.Data), AdminToken.LoadOrCreate(options.Data));
        var gate = options.Open ? DeviceGate.Open : DeviceGate.Guarded(token);
        var adminGate = options.Open ? AdminGate.Open : AdminGate.Guarded(adminToken);
        await using var town = await RuntimeHost.Open(options, TimeProvider.System, logs);
        using var audit = AuditFile.Open(options.Data, Instant.From(TimeProvider.System.GetUtcNow()));
        using var told = StoreTeller.Tell(town.Health, logs);
        var erasures = new ErasureLedger(options.Data, town.Eraser);
        if (await erasures.Apply(CancellationToken.None) is > 0 and var back) await output.WriteLineAsync($"erased   {back} contents that had been erased before and came back, as with a backup");
        if (options.Regions is not null) await Import(options, town, output, errors);
        var parts = new GatewayParts(
            town.Grains, town.Directory, town.ReadModel, town.Placement, options.Field, gate, adminGate, About(options, town),
            DashboardFolder.Find(options.Dashboard, AppContext.BaseDirectory), TimeProvider.System, logs,
            new PhotoOptions(Path.Combine(options.Data, PhotoOptions.FolderName), new ReadModelReferences(town.ReadModel)) { Scrub = town.Records.Scrub }, town.Reach, options.PathBase, options.Web,
            town.Health, OwnersFiles.CreateFolder(Path.Combine(options.Data, DataFolder.SessionKeysName)), audit, erasures,
            options.OrleansDashboard ? () => town.GrainFactory : null);
        await using var app = new GatewayApp(parts, options.Port, options.GrpcPort);
        // The first collection costs several times the others: now, not while somebody's report waits for it.
        GC.Collect();
        await app.Start();
        await output.WriteLineAsync(
            $"ready http://127.0.0.1:{app.Port} grpc http://127.0.0.1:{app.GrpcPort} pid {Environment.ProcessId}");
        await output.FlushAsync();
        await OfferSetup(options, app);
        var ended = app.WaitForShutdown();
        if (await Task.WhenAny(ended, town.Replaced) != ended)
        {
            // Calls end by a status, and nobody logs behind the last word.
            try { await app.Stop(); }
            catch (Exception) { } // what did not end in time ends with the process
            throw Ends(await town.Replaced);
        }
        await ended;
    }

    // An open server asks nobody who they are: the link waits for the day it is closed.
    private static async Task OfferSetup(HostOptions options, GatewayApp app)
    {
        if (!options.Open && await app.WantsAdministrator(CancellationToken.None)) SetupNotice.Give(app, options.Data);
        else SetupNotice.Take(options.Data);
    }

    internal static ClusterStartException Ends(string why) => new($"{why} This process stood still and was replaced: it ends, and has lost nothing that it acknowledged.");

    private static async Task Import(HostOptions options, RuntimeHost town, TextWriter output, TextWriter errors)
    {
        using var registry = new TownRegistry(town.Grains, town.Directory, TimeProvider.System);
        try
        {
            var imported = await RegionImport.Run(options.Regions!, options.RegionFile, registry, town.Directory, TimeProvider.System);
            foreach (var line in imported.Lines) await output.WriteLineAsync(line);
            foreach (var warning in imported.Warnings) await errors.WriteLineAsync($"--regions {options.Regions}: {warning}");
        }
        catch (Exception wrong) when (wrong is RegionFileException or RegionTreeException)
        {
            throw new InvalidDataException($"--regions {options.Regions}: {wrong.Message}", wrong);
        }
    }

    private static AboutServer About(HostOptions options, RuntimeHost town) => new(
        "RealtimeGov", typeof(HostProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
        RuntimeHost.Engine, town.Store, "aspnetcore", options.Demo, options.Open, options.Field.AcceptLateDays, options.Residents || options.Demo);

    // One line for what the user can change; anything else is a fault of ours and keeps its stack.
    private static string? Why(Exception error, GivenConnection? connection) => error switch
    {
        InvalidDataException wrong => wrong.Message,
        JournalInUseException wrong => $"--data: {wrong.Message}",
        StoreException wrong => $"--data: {wrong.Message}",
        PostgresStartException wrong => $"{connection?.From}: {wrong.Message}",
        ClusterStartException wrong => wrong.Message,
        CertificateException wrong => wrong.Message,
        // It names the folder or the database.
        SchemaException wrong => wrong.Message,
        UnauthorizedAccessException wrong => wrong.Message,
        // Also a port that is taken: Kestrel names it.
        IOException wrong => wrong.Message,
        _ => null,
    };
}
