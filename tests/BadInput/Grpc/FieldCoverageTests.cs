using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.Protos;

namespace RealtimeGov.BadInput.Tests.Grpc;

/// <summary>A field that a client can send and that bad-input.md does not tell of fails here, case by case.</summary>
public sealed class FieldCoverageTests
{
    private static readonly string[] OfText =
        ["missing", "empty", "too long", "wrong type", "wrong charset", "U+FFFD", "bidirectional", "zero-width", "emoji", "combining"];

    private static readonly string[] OfNumber = ["missing", "largest", "wrong type"];

    private static readonly string[] OfFraction = ["missing", "not a number", "infinite", "wrong type"];

    private static readonly string[] OfChoice = ["missing", "unknown", "wrong type"];

    private static readonly string[] OfMessage = ["missing", "undecodable", "wrong type"];

    [Fact]
    public void Every_field_has_its_cases()
    {
        var told = BadInputTable.Of("gRPC").Select(row => row.Key).ToHashSet();

        var untold = Fields().SelectMany(field => Cases(field.Field).Select(one => $"{field.Target} {field.Path}: {one}")).Where(key => !told.Contains(key));

        Assert.Empty(untold);
    }

    [Fact]
    public void Every_row_is_of_a_field()
    {
        var fields = Fields().Select(field => (field.Target, field.Path)).ToHashSet();

        var strangers = BadInputTable.Of("gRPC").Where(row => row.Target is not ("metadata" or "PlacelessReport") && !fields.Contains((row.Target, row.Field)));

        Assert.Empty(strangers.Select(row => row.Key));
    }

    [Fact]
    public void No_row_comes_twice() =>
        Assert.Empty(BadInputTable.All.GroupBy(row => (row.Section, row.Key)).Where(rows => rows.Count() > 1).Select(rows => rows.Key));

    private static IEnumerable<(string Target, string Path, FieldDescriptor Field)> Fields() =>
        from file in new[] { FieldReflection.Descriptor, AdminReflection.Descriptor, HealthReflection.Descriptor, ReflectionReflection.Descriptor }
        from service in file.Services
        from message in service.Methods.Select(method => method.InputType)
        // A batch's reports are told under Report; a batch itself is no more than a list of them.
        from field in Below(message, "")
        where !field.Path.StartsWith("reports.", StringComparison.Ordinal)
        group field by (message.Name, field.Path) into one
        select (one.Key.Name, one.Key.Path, one.First().Field);

    private static IEnumerable<(string Path, FieldDescriptor Field)> Below(MessageDescriptor message, string path)
    {
        foreach (var field in message.Fields.InFieldNumberOrder())
        {
            yield return (path + field.Name, field);
            if (field.FieldType != FieldType.Message) continue;
            foreach (var below in Below(field.MessageType, $"{path}{field.Name}.")) yield return below;
        }
    }

    private static string[] Cases(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => OfText,
        FieldType.Bytes => ["missing", "empty", "too long", "wrong type"],
        FieldType.Double => OfFraction,
        FieldType.Enum => OfChoice,
        FieldType.Bool => ["missing", "wrong type"],
        FieldType.Message => OfMessage,
        _ => OfNumber,
    };
}
