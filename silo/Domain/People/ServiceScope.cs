using RealtimeGov.Protos;

namespace RealtimeGov.Domain.People;

/// <summary>Services of others that report here under a key of their own: an application of the city, a web page, another authority.</summary>
public static class ServiceScope
{
    /// <summary>Characters of a service's name at most.</summary>
    public const int NameMax = 64;

    /// <summary>Before the id of the key, in the place of a steward: what a service reported is its own to read, and no steward found it.</summary>
    public const string Prefix = "service/";

    public static string StewardOf(string id) => Prefix + id;

    /// <summary>The service that stands in the place of a person; null of a person.</summary>
    public static string? IdOf(string who) => who.StartsWith(Prefix, StringComparison.Ordinal) ? who[Prefix.Length..] : null;

    /// <summary>True of a key's binding, and of no device's.</summary>
    public static bool IsService(DeviceBinding? binding) => binding is { Service.Length: > 0 };
}
