namespace RealtimeGov.Devices.Http;

/// <summary>A category to register. Settings left out keep the server's default (50 m, 24 h, does not join by itself).</summary>
/// <param name="Code">1-128 printable characters, `/` between class and kind.</param>
/// <param name="Names">By language tag, zh and en.</param>
/// <param name="NearM">Nearness in metres.</param>
/// <param name="NearHours">Nearness in hours.</param>
/// <param name="JoinsByItself">Whether a near report joins without being told to.</param>
public sealed record CategoryEntry(
    string Code,
    IReadOnlyDictionary<string, string>? Names = null,
    double? NearM = null,
    double? NearHours = null,
    bool? JoinsByItself = null);

/// <summary>A steward to register.</summary>
/// <param name="Id">The id that reports carry.</param>
/// <param name="Name">The full name; the server masks it on screens.</param>
/// <param name="HomeGrid">The code of the grid it belongs to.</param>
/// <param name="Role">Role kind: steward, stairwell, river, cadre.</param>
/// <param name="Unit">The trade it belongs to, if any.</param>
/// <param name="Households">How many households are linked to it.</param>
public sealed record StewardEntry(
    string Id,
    string Name,
    string HomeGrid,
    string? Role = null,
    string? Unit = null,
    int? Households = null);

/// <summary>A region of today's tree.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Kind">town, village, grid, trade, ...</param>
/// <param name="Parent">The region above; null or empty for the root.</param>
public sealed record RegionEntry(string Code, string? Kind = null, string? Parent = null);
