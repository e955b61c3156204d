using RealtimeGov.Protos;

namespace RealtimeGov.Devices.Queue;

/// <summary>A report that can go.</summary>
/// <param name="Place">Its place in the queue; rises with every report kept.</param>
/// <param name="Report">As it is sent: without the ids of photos that were refused for good.</param>
/// <param name="LeftOut">Those photos.</param>
public sealed record QueuedReport(long Place, Report Report, IReadOnlyList<RefusedPhoto> LeftOut);

/// <summary>A photo that the server will never take.</summary>
/// <param name="PhotoId">SHA-256, in hexadecimal.</param>
/// <param name="Why">Reason code, or the server's words.</param>
public sealed record RefusedPhoto(string PhotoId, string Why);

/// <summary>A photo that the server lacks.</summary>
/// <param name="PhotoId">SHA-256, in hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
public sealed record QueuedPhoto(string PhotoId, long Bytes);
