using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using RealtimeGov.Interop.Protos;
using RealtimeGov.Protos;

namespace RealtimeGov.Interop;

/// <summary>`describe FILE`: writes a FileDescriptorSet of every proto served here, imports first, for clients that have no compiler.</summary>
internal static class DescribeCommand
{
    private static readonly FileDescriptor[] Files =
        [TestReflection.Descriptor, FieldReflection.Descriptor, HealthReflection.Descriptor, ReflectionReflection.Descriptor];

    public static int Run(string file)
    {
        var described = new FileDescriptorSet();
        foreach (var root in Files) Add(root, described, []);
        File.WriteAllBytes(file, described.ToByteArray());
        return 0;
    }

    private static void Add(FileDescriptor file, FileDescriptorSet described, HashSet<string> seen)
    {
        if (!seen.Add(file.Name) || described.File.Any(known => known.Name == file.Name)) return;
        foreach (var import in file.Dependencies) Add(import, described, seen);
        described.File.Add(FileDescriptorProto.Parser.ParseFrom(file.SerializedData));
    }
}
