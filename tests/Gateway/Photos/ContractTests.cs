using System.Reflection;
using System.Text.RegularExpressions;
using Grpc.Core;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Photos.Upload;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Photos;

/// <summary>The contract's table names every code with the statuses it comes with, in both languages, and no other.</summary>
public sealed partial class ContractTests
{
    [Fact]
    public void EveryCodeStandsInTheContractWithItsStatus()
    {
        var told = Row().Matches(File.ReadAllText(Repository.File("docs", "contracts", "photos.md")))
            .SelectMany(row => row.Groups["status"].Value.Split(", ").Select(status => $"{row.Groups["code"].Value} {status}"));

        Assert.Equal(Codes().Distinct().Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Codes()
    {
        foreach (var fault in typeof(PhotoFaults).GetFields(BindingFlags.Public | BindingFlags.Static))
            yield return Told(PhotoRefusals.NoPhoto(new PhotoException((string)fault.GetValue(null)!, "")));
        foreach (var refusal in typeof(PhotoRefusals).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name != nameof(PhotoRefusals.NoPhoto)))
            yield return Told((RpcException)refusal.Invoke(null, [.. refusal.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)])!);
    }

    private static string Told(RpcException refusal) => $"{refusal.Status.Detail.Split(':')[0]} {Spelled(refusal.StatusCode)}";

    // InvalidArgument as gRPC spells it: INVALID_ARGUMENT.
    private static string Spelled(StatusCode status) => Capital().Replace(status.ToString(), "_$0").ToUpperInvariant();

    [GeneratedRegex(@"^\| `(?<code>photos?_\w+)` \| (?<status>[A-Z_, ]+) \| [^|]*[a-z][^|]* \| [^|]*\p{IsCJKUnifiedIdeographs}[^|]* \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
