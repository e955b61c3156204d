using System.Globalization;
using RealtimeGov.Devices.Cli;
using RealtimeGov.Devices.Demo.Live;
using RealtimeGov.Devices.Demo.Offices;
using RealtimeGov.Devices.Demo.Scenarios;
using RealtimeGov.Devices.Demo.Transport;
using RealtimeGov.Devices.Demo.Show;
using RealtimeGov.Devices.Demo.Systems;
using RealtimeGov.Devices.Demo.Towns;
using RealtimeGov.Devices.Http;
using RealtimeGov.Devices.Transport;
using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Demo;

/// <summary>One run of the demo: reads the files, registers, then plays or simulates, telling <paramref name="say"/> about it.</summary>
public sealed class DemoSession(DemoOptions options, TimeProvider time, TextWriter say)
{
    /// <summary>Devices of a storm: together they send more at once than a grid may hold.</summary>
    private const int StormLines = 8;

    /// <summary><see cref="ExitCode.Ok"/>, or <see cref="ExitCode.Invalid"/> when a scenario's report was refused.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var town = TownFile.Read(options.Town);
        var map = GridMap.Read(Path.ChangeExtension(options.Town, ".geojson"), town);
        var roster = StewardRoster.Of(town, map);
        // Read before anything is sent: a mistake in the file leaves the server as it was.
        var scenario = options.Scenario is { } file ? ScenarioFile.Read(file, town, map, roster) : null;
        await RegisterAsync(town, roster, cancellation);
        await using var client = FieldClient.Connect(options.Server, options.Token, time: time);
        client.LinkChanged += Tell;
        var reporter = new FieldReporter(client);
        using var http = new HttpClient { BaseAddress = options.Http };
        var days = new TownDays(http);
        if (scenario is not null) return await PlayAsync(scenario, town, reporter, days, cancellation);
        await SimulateAsync(town, map, roster, reporter, days, cancellation);
        return ExitCode.Ok;
    }

    private async Task RegisterAsync(Town town, StewardRoster roster, CancellationToken cancellation)
    {
        using var http = new GatewayHttp(options.Http, options.Token);
        var categories = TownEntries.Categories(town);
        var newCategories = await http.RegisterCategoriesAsync(categories, cancellation);
        var stewards = TownEntries.Stewards(roster);
        var newStewards = await http.RegisterStewardsAsync(stewards, cancellation);
        Say($"{town.Names.Zh} {town.Names.En}: {town.Villages.Count} villages, {town.Villages.Sum(v => v.Grids)} grids, {town.Trades.Count} trades");
        Say($"{categories.Count:N0} categories ({newCategories:N0} new), {stewards.Count:N0} stewards ({newStewards:N0} new)");
    }

    private async Task<int> PlayAsync(Scenario scenario, Town town, IReporter reporter, TownDays days, CancellationToken cancellation)
    {
        var day = scenario.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Say($"{scenario.Name}: {scenario.Reports.Count} reports from {scenario.OpensAt:HH:mm} to {scenario.PausesAt:HH:mm} at {options.Speed:0.##} times recorded time");
        Say($"wall: {new Uri(options.Http, $"/wall/{town.Code}?date={day}")}");
        var player = new ScenarioPlayer(scenario, town, reporter, options.Speed, time, Tell);
        var outcomes = await player.PlayAsync(cancellation);
        var invalid = outcomes.GetValueOrDefault(Outcome.Invalid);
        var valid = await days.SettledAsync(town.Code, day, scenario.Reports.Count - invalid, time, cancellation);
        Say($"已暂停于 {scenario.PausesAt:HH:mm} paused: {town.Names.Zh} {day} 有效信息 {valid} 条 ({valid} valid reports)");
        if (invalid > 0) Say($"{invalid} reports were refused; a server that plays a day of {scenario.Date.Year} needs --accept-late 20000");
        if (!options.ExitWhenDone)
        {
            Say("Ctrl-C ends");
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }

        return invalid > 0 ? ExitCode.Invalid : ExitCode.Ok;
    }

    private async Task SimulateAsync(
        Town town, GridMap map, StewardRoster roster, IReporter reporter, TownDays days, CancellationToken cancellation)
    {
        var chance = new Chance(options.Seed);
        var maker = new ReportMaker(town, map, roster, chance, Guid.NewGuid);
        var pace = new DayPace(town.Zone, options.Rate, options.DaySpeed, time.GetUtcNow());
        using var http = new HttpOffices(options.Http, options.Token, options.AdminToken);
        var staff = new OfficeStaff(town);
        // A show's number never falls: what is declined leaves the count.
        var offices = new TownOffices(
            http, staff, new OfficeRules(staff, declines: !options.Show), map, [.. town.Phrases.Classes.Select(one => one.Code)],
            options.Seed, options.DaySpeed, time, Say);
        var live = new LiveTown(maker, reporter, town.Zone, pace, chance, time, (made, receipt) =>
        {
            Tell(made, receipt);
            offices.Hear(made, receipt);
        });
        Say($"wall: {new Uri(options.Http, $"/wall/{town.Code}")}");
        await FillPastAsync(town, live, days, cancellation);
        if (await days.ValidReportsAsync(town.Code, "today", cancellation) == 0)
            Say($"{await live.FillEarlierTodayAsync(cancellation)} reports for the hours already past");
        Say($"simulating about {options.Rate:0.##} reports a minute at noon, the day {options.DaySpeed:0.##} times as fast; Ctrl-C ends");
        var system = options.System is { } name ? LayOutAsync(TownSystems.Find(name)!, town, http, staff, offices, reporter, cancellation) : Task.CompletedTask;
        var show = options.Show ? ShowAsync(town, map, roster, days, cancellation) : Task.CompletedTask;
        await Task.WhenAll(live.RunAsync(cancellation), offices.RunAsync(cancellation), show, system);
    }

    /// <summary>Once the offices are open: a system is laid out by one of their dispatchers.</summary>
    private async Task LayOutAsync(TownSystem system, Town town, HttpOffices http, OfficeStaff staff, TownOffices offices, IReporter reporter, CancellationToken cancellation)
    {
        if (!await offices.Opened.WaitAsync(cancellation)) return;
        try
        {
            using var stewards = new GatewayHttp(options.Http, options.Token);
            var ground = SystemRegionsCommand.GroundOf(town, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), town.Zone).DateTime));
            var player = new SystemPlayer(new HttpSystemOffice(http, staff.Dispatchers[0], stewards, reporter, time), ground, Say);
            foreach (var (figure, read) in await player.PlayAsync(system, cancellation))
                Say(string.Create(CultureInfo.InvariantCulture, $"  {figure.Path} {figure.Name} {read:0.##}{(read == figure.Value ? "" : $" (!= {figure.Value:0.##})")}"));
            Say($"{system.Chinese} {system.English}: {new Uri(options.Http, system.Page)}");
        }
        catch (GatewayHttpException error)
        {
            Say($"{system.Chinese} 未能布置 could not be laid out: {error.MessageZh} {error.Message}");
        }
    }

    private async Task FillPastAsync(Town town, LiveTown live, TownDays days, CancellationToken cancellation)
    {
        var accepted = await days.AcceptLateDaysAsync(cancellation);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), town.Zone).DateTime);
        foreach (var ago in LiveTown.DaysCompared.Where(ago => ago <= accepted))
        {
            var day = today.AddDays(-ago);
            if (await days.ValidReportsAsync(town.Code, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cancellation) > 0) continue;
            Say($"{await live.FillPastDayAsync(day, cancellation)} reports for {day:yyyy-MM-dd}, to compare with");
        }
    }

    private async Task ShowAsync(Town town, GridMap map, StewardRoster roster, TownDays days, CancellationToken cancellation)
    {
        var lines = Enumerable.Range(0, StormLines).Select(_ => FieldClient.Connect(options.Server, options.Token, time: time)).ToList();
        try
        {
            using var administrator = new HttpAdministrator(options.Http, options.AdminToken);
            // Of its own, so that reports are the same with the show and without it.
            var chance = Chance.Of(options.Seed, "show");
            var storm = new Storm(town, roster, [.. lines.Select(line => new FieldReporter(line))], chance, Guid.NewGuid, time);
            Say($"administration: {new Uri(options.Http, "/admin")}; 每幕相隔 {options.ActEvery.TotalSeconds:0.##} s between two acts");
            var show = new TownShow(administrator, storm, options.Storm, options.StormsFrom, map, stop => days.ValidReportsAsync(town.Code, "today", stop), chance, options.ActEvery, time, Say);
            await show.RunAsync(cancellation);
        }
        finally
        {
            foreach (var line in lines) await line.DisposeAsync();
        }
    }

    private void Tell(ScenarioReport row, ReportReceipt receipt) =>
        Say($"{row.At:HH:mm} {row.Grid.Name} {row.Kind?.Names.Zh ?? "未分类"}: {row.Text} -> {Words(receipt)}");

    // An endless day would fill an endless log: only what went wrong is told.
    private void Tell(MadeReport made, ReportReceipt receipt)
    {
        if (receipt.Outcome == Outcome.Invalid) Say($"{made.Grid.Name} {made.Kind.Names.Zh}: {made.Message.Text} -> {Words(receipt)}");
    }

    private void Tell(LinkChange change)
    {
        if (change.State == LinkState.Down) Say($"no line to {options.Server}: {change.Reason}; again in {change.NextAttemptIn.TotalSeconds:0.0} s");
    }

    private static string Words(ReportReceipt receipt) =>
        receipt.Reason.Length == 0 ? receipt.Outcome.ToString() : $"{receipt.Outcome} ({receipt.Reason})";

    // The client tells of its line from its own task.
    private void Say(string line)
    {
        lock (say) say.WriteLine(line);
    }
}
