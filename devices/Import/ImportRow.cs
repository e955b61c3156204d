using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Import;

/// <summary>One row, ready to send.</summary>
/// <param name="Row">Its number in the file, from 1.</param>
/// <param name="Offset">Where it begins in the file, in bytes.</param>
/// <param name="ObservedAt">When it was observed.</param>
/// <param name="Report">Origin IMPORT, no steward, no grid_code.</param>
public sealed record ImportRow(long Row, long Offset, DateTimeOffset ObservedAt, Report Report);
