using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Identity;

/// <summary>Who calls, as the credential says; never as the call's own words say.</summary>
/// <param name="Id">Of the person, the device or the service: what the journal names as the principal.</param>
/// <param name="Name">As people call it; the id where there is no name.</param>
/// <param name="Credential">By what the caller is known.</param>
/// <param name="Grants">A person's roles, each with its region and unit; a device has none.</param>
/// <param name="Binding">Of an enrolled device: whose it is and what its reports may say.</param>
/// <param name="May">What is allowed everywhere: to a service, to a device, to anybody on an open server.</param>
public sealed record Caller(
    CallerKind Kind, string Id, string Name, CredentialKind Credential, IReadOnlyList<Grant> Grants, DeviceBinding? Binding, IReadOnlySet<Permission> May)
{
    private static readonly IReadOnlySet<Permission> Nothing = new HashSet<Permission>();

    /// <summary>Nobody known: a request without a credential, or with one that is wrong, expired or revoked.</summary>
    public static readonly Caller Anonymous = new(CallerKind.Anonymous, "", "", CredentialKind.None, [], null, Nothing);

    public static Caller Person(string id, string name, CredentialKind credential, IReadOnlyList<Grant> grants) =>
        new(CallerKind.Person, id, name.Length > 0 ? name : id, credential, grants, null, Nothing);

    public static Caller Device(string id, DeviceBinding binding) =>
        new(CallerKind.Device, id, id, CredentialKind.DeviceToken, [], binding, new HashSet<Permission> { Permission.Report });

    /// <summary>A service that brings reports under a key of its own.</summary>
    public static Caller KeyedService(string id, DeviceBinding binding) =>
        new(CallerKind.Service, id, binding.Service, CredentialKind.ServiceKey, [], binding, new HashSet<Permission> { Permission.Report });

    public static Caller Service(string id, CredentialKind credential, params IEnumerable<Permission> may) =>
        new(CallerKind.Service, id, id, credential, [], null, may.ToHashSet());

    public bool IsKnown => Kind != CallerKind.Anonymous;

    /// <summary>True of whom a change of the account may shut out while a call still runs.</summary>
    public bool IsRevocable => Kind is CallerKind.Person or CallerKind.Device;

    /// <summary>The state of the account at sign-in, of a person.</summary>
    internal ulong Since { get; init; }

    /// <summary>An administrator who has to set a second factor first; the grants are without what administers.</summary>
    public bool LacksCode { get; init; }

    /// <summary>A person who signs in with a code of the moment beside the password.</summary>
    public bool HasCode { get; init; }

    /// <summary>Somewhere: enough to be let in at an endpoint, whose answer is then about the caller's own regions.</summary>
    public bool MayAnywhere(Permission permission, int today) =>
        May.Contains(permission) || Domain.People.Access.AllowsAnywhere(Grants, permission, today);

    /// <inheritdoc cref="Domain.People.Access.Allows"/>
    public bool MayAt(Permission permission, string region, string unit, TreeOfDay tree, int today) =>
        May.Contains(permission) || Domain.People.Access.Allows(Grants, permission, region, unit, tree, today);

    /// <summary>Kind and id: "person li.na".</summary>
    public string Words => $"{Origin().PrincipalKind} {Id}";

    /// <summary>As the envelope of what is decided names the caller.</summary>
    public CommandOrigin Origin() => new()
    {
        PrincipalKind = Kind switch
        {
            CallerKind.Person => "person",
            CallerKind.Device => "device",
            CallerKind.Service => "service",
            _ => "unknown",
        },
        PrincipalId = Id,
    };
}

public enum CallerKind
{
    Anonymous,

    /// <summary>Somebody who signed in.</summary>
    Person,

    /// <summary>A device that was enrolled.</summary>
    Device,

    /// <summary>Whoever bears a token that many may bear, or whoever sits at the machine of an open server.</summary>
    Service,
}

public enum CredentialKind
{
    None,

    /// <summary>A person's session in a browser.</summary>
    Cookie,

    /// <summary>A person's session in a program.</summary>
    SessionToken,

    /// <summary>The token of one enrolled device.</summary>
    DeviceToken,

    /// <summary>The one token that all devices of before share.</summary>
    SharedDeviceToken,

    AdminToken,

    /// <summary>The key of one service, which opens the doors made for services alone.</summary>
    ServiceKey,

    /// <summary>The server was started open.</summary>
    Open,
}
