namespace RealtimeGov.Gateway.Live;

/// <summary>What one screen asked for: a region's day, or its current day when <paramref name="Date"/> is null.</summary>
internal readonly record struct WatchKey(string Region, int? Date);
