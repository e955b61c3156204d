using RealtimeGov.Domain.People;

namespace RealtimeGov.Gateway.Identity;

/// <summary>What a hub's method asks of its caller: every public one has this or <see cref="OpenToAllAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsAttribute(Permission permission) : Attribute
{
    public Permission Permission => permission;
}

/// <summary>Anybody may call it, said on purpose.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenToAllAttribute : Attribute;
