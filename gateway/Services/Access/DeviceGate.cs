namespace RealtimeGov.Gateway.Access;

/// <summary>Who may send reports and register: the bearer of the device token, or anybody where the gate is open.</summary>
public sealed class DeviceGate
{
    private readonly DeviceToken? token;

    private DeviceGate(DeviceToken? token) => this.token = token;

    public bool IsOpen => token is null;

    /// <summary>Only for a server that listens on loopback and nowhere else.</summary>
    public static DeviceGate Open { get; } = new(null);

    public static DeviceGate Guarded(DeviceToken token) => new(token);

    /// <summary>True of the token itself; an open gate has none.</summary>
    public bool Bears(string? authorization) => token is not null && token.IsBorneBy(authorization);

    /// <summary>Takes the whole `authorization` value; null is one that was not sent.</summary>
    public bool Admits(string? authorization) => token is null || token.IsBorneBy(authorization);
}
