namespace RealtimeGov.Gateway.Access;

/// <summary>Who may see and change where the town runs: the bearer of the admin token, or anybody where the gate is open.</summary>
public sealed class AdminGate
{
    private readonly AdminToken? token;

    private AdminGate(AdminToken? token) => this.token = token;

    public bool IsOpen => token is null;

    /// <summary>Only for a server that listens on loopback and nowhere else.</summary>
    public static AdminGate Open { get; } = new(null);

    public static AdminGate Guarded(AdminToken token) => new(token);

    /// <summary>True of the token itself; an open gate has none.</summary>
    public bool Bears(string? authorization) => token is not null && token.IsBorneBy(authorization);

    /// <summary>Takes the whole `authorization` value; null is one that was not sent.</summary>
    public bool Admits(string? authorization) => token is null || token.IsBorneBy(authorization);

    /// <summary>Takes the token alone, as a browser hands it to the hub; null is one that was not sent.</summary>
    public bool AdmitsToken(string? presented) => token is null || (presented is not null && token.Matches(presented));
}
