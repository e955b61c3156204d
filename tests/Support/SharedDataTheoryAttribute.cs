using Xunit;

namespace RealtimeGov.Tests.Support;

/// <summary>A theory that needs files of <see cref="SharedData"/>; see <see cref="SharedDataFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <param name="names">File names within the shared folder.</param>
    public SharedDataTheoryAttribute(params string[] names)
    {
        Skip = SharedData.WhyAbsent(names);
    }
}
