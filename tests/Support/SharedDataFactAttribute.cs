using Xunit;

namespace RealtimeGov.Tests.Support;

/// <summary>
/// A fact that needs files of <see cref="SharedData"/>; it skips and names the first that is missing. The skip is
/// decided at discovery, because xunit 2.9 has none at run time.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <param name="names">File names within the shared folder.</param>
    public SharedDataFactAttribute(params string[] names)
    {
        Skip = SharedData.WhyAbsent(names);
    }
}
