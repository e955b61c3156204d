using RealtimeGov.Devices.Cli;

namespace RealtimeGov.Devices.Demo;

/// <summary>What the demo is asked to do; the command has checked the ranges.</summary>
public sealed record DemoOptions
{
    public const double DefaultSpeed = 60;
    public const double MaxSpeed = 1_000_000;
    public const double DefaultDaySpeed = 1;
    public const double DefaultRate = 20;
    public const double MaxRate = 60_000;
    public const double DefaultActSeconds = 45;
    public const double MaxActSeconds = 86_400;
    public const int DefaultStorm = 400;
    public const int MaxStorm = 1_000_000;
    public const string DefaultTown = "demo/wuzhen.json";

    /// <summary>The hand-written town; its region file lies beside it, with the extension <c>.geojson</c>.</summary>
    public string Town { get; init; } = DefaultTown;

    /// <summary>A recorded day to play; null simulates today without end.</summary>
    public string? Scenario { get; init; }

    /// <summary>A town's system to lay out while today is simulated; null of none.</summary>
    public string? System { get; init; }

    /// <summary>Recorded seconds per second. Above 0, to 1,000,000.</summary>
    public double Speed { get; init; } = DefaultSpeed;

    /// <summary>How many times faster than life the simulated day goes, from this time of day on. Above 0, to 1,000,000.</summary>
    public double DaySpeed { get; init; } = DefaultDaySpeed;

    /// <summary>Storms, and silos drained and refilled, while today is simulated.</summary>
    public bool Show { get; init; }

    /// <summary>From one act of the show to the next. Above 0, to a day.</summary>
    public TimeSpan ActEvery { get; init; } = TimeSpan.FromSeconds(DefaultActSeconds);

    /// <summary>Reports of one storm: 0 to 1,000,000; 0 leaves storms out.</summary>
    public int Storm { get; init; } = DefaultStorm;

    /// <summary>No storm earlier, after the show began: who looks for the first time sees an ordinary day. Zero where a storm was asked for.</summary>
    public TimeSpan StormsFrom { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the show, and for the people of the demo's offices. Null or empty against an open server.</summary>
    public string? AdminToken { get; init; }

    /// <summary>Simulated reports a minute at noon. Above 0, to 60,000.</summary>
    public double Rate { get; init; } = DefaultRate;

    public Uri Server { get; init; } = new(CommonOptions.DefaultServer);

    public Uri Http { get; init; } = new(CommonOptions.DefaultHttp);

    /// <summary>Null or empty against an open server.</summary>
    public string? Token { get; init; }

    /// <summary>The same seed makes up the same reports, apart from their ids and times.</summary>
    public ulong Seed { get; init; }

    /// <summary>Ends at a scenario's pause instead of staying there.</summary>
    public bool ExitWhenDone { get; init; }
}
