namespace RealtimeGov.Gateway.Live;

/// <summary>What a frame is about.</summary>
internal enum FrameKind
{
    Beat,
    Counts,
    Grids,
    Feed,
    Placement,
    Issue,
    Presence,
    Desk,
}

/// <summary>
/// A place on one screen that holds the newest frame not yet written. <paramref name="Today"/> keeps apart the counts of
/// a day that one screen watches both as today and by its date: the frames say which.
/// </summary>
internal readonly record struct FrameSlot(string Region, int Date, FrameKind Kind, bool Today)
{
    public static FrameSlot Beat { get; } = new("", 0, FrameKind.Beat, false);

    public static FrameSlot Placement { get; } = new("", 0, FrameKind.Placement, false);

    /// <summary>What happened to issues beyond what was sent.</summary>
    public static FrameSlot Desk { get; } = new("", 0, FrameKind.Desk, false);

    public static FrameSlot Issue(string issue) => new(issue, 0, FrameKind.Issue, false);

    public static FrameSlot Presence(string issue) => new(issue, 0, FrameKind.Presence, false);

    public static FrameSlot Counts(string region, int date, bool today) => new(region, date, FrameKind.Counts, today);

    public static FrameSlot Grids(string region, int date, bool today) => new(region, date, FrameKind.Grids, today);

    public static FrameSlot Feed(string region, int date, bool today) => new(region, date, FrameKind.Feed, today);
}
