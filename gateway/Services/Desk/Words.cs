using System.Text.Json;
using RealtimeGov.Domain.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk;

/// <summary>Values of the loop's lists as JSON has them.</summary>
internal static class Words
{
    /// <summary>In camel case; empty for the unspecified one.</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        EqualityComparer<T>.Default.Equals(value, default) ? "" : JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>As the issue's own row has it.</summary>
    public static string Stage(IssueStage stage) => stage == IssueStage.Opened ? IssueState.Open : Of(stage);

    /// <summary>Every value but the unspecified one.</summary>
    public static IEnumerable<T> All<T>() where T : struct, Enum => Enum.GetValues<T>().Where(value => !EqualityComparer<T>.Default.Equals(value, default));
}
