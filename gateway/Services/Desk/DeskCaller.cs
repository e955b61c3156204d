using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>Who calls, as its credential says; never as the call's own words say.</summary>
/// <param name="Person">What the journal names as the principal; empty of a device.</param>
/// <param name="Grants">Of a person.</param>
/// <param name="Steward">The steward whose reports are the caller's own; empty where there is none.</param>
public sealed record DeskCaller(string Person, IReadOnlyList<Grant> Grants, string Steward = "")
{
    /// <inheritdoc cref="Domain.People.Access.Allows"/>
    public bool MayAt(Permission permission, string region, TreeOfDay tree, int today) => Domain.People.Access.Allows(Grants, permission, region, "", tree, today);
}

/// <summary>
/// The seam to whoever establishes identities. Where none is registered the desk and the inbox are not served at all: no step is
/// taken under a name that a caller wrote.
/// </summary>
public interface IDeskCallers
{
    /// <summary>Null where nobody is known.</summary>
    Task<DeskCaller?> Of(HttpContext http);
}
