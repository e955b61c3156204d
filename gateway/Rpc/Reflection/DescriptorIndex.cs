using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RealtimeGov.Rpc.Reflection;

/// <summary>The proto files behind some services, imports included, by every name that a tool may ask for.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = [];
    private readonly Dictionary<string, FileDescriptor> _symbols = [];
    private readonly HashSet<string> _messages = [];
    private readonly Dictionary<(string Message, int Number), FileDescriptor> _extensions = [];

    public DescriptorIndex(IEnumerable<ServiceDescriptor> services)
    {
        foreach (var service in services) Add(service.File);
    }

    public FileDescriptor? File(string name) => _files.GetValueOrDefault(name);

    /// <summary>The file that declares a service, method, message, field, oneof, enum or extension.</summary>
    public FileDescriptor? Symbol(string fullName) => _symbols.GetValueOrDefault(fullName);

    public FileDescriptor? Extension(string message, int number) => _extensions.GetValueOrDefault((message, number));

    /// <summary>In rising order; null when there is no such message.</summary>
    public IReadOnlyList<int>? ExtensionNumbers(string message) => _messages.Contains(message)
        ? [.. _extensions.Keys.Where(key => key.Message == message).Select(key => key.Number).Order()]
        : null;

    /// <summary>The file and everything it imports, each once, as they were compiled.</summary>
    public static IEnumerable<ByteString> WithImports(FileDescriptor file)
    {
        var seen = new HashSet<string> { file.Name };
        var waiting = new Queue<FileDescriptor>([file]);
        while (waiting.TryDequeue(out var next))
        {
            yield return next.SerializedData;
            foreach (var import in next.Dependencies.Where(import => seen.Add(import.Name))) waiting.Enqueue(import);
        }
    }

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file)) return;
        foreach (var service in file.Services)
        {
            _symbols[service.FullName] = file;
            foreach (var method in service.Methods) _symbols[method.FullName] = file;
        }
        foreach (var message in file.MessageTypes) Add(message, file);
        foreach (var type in file.EnumTypes) _symbols[type.FullName] = file;
        Add(file.Extensions, file);
        foreach (var import in file.Dependencies) Add(import);
    }

    private void Add(MessageDescriptor message, FileDescriptor file)
    {
        _messages.Add(message.FullName);
        _symbols[message.FullName] = file;
        foreach (var field in message.Fields.InDeclarationOrder()) _symbols[field.FullName] = file;
        foreach (var choice in message.Oneofs) _symbols[choice.FullName] = file;
        foreach (var type in message.EnumTypes) _symbols[type.FullName] = file;
        foreach (var nested in message.NestedTypes) Add(nested, file);
        Add(message.Extensions, file);
    }

    private void Add(ExtensionCollection extensions, FileDescriptor file)
    {
        foreach (var extension in extensions.UnorderedExtensions)
        {
            _symbols[extension.FullName] = file;
            _extensions[(extension.ExtendeeType.FullName, extension.FieldNumber)] = file;
        }
    }
}
