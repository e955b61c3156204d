using System.CommandLine;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Cli;

/// <summary>The options that every command which talks to a gateway shares.</summary>
internal sealed class CommonOptions
{
    public const string DefaultServer = "http://127.0.0.1:8081";
    public const string DefaultHttp = "http://127.0.0.1:8080";

    public Option<Uri> Server { get; } = Address("--server", "The gateway's gRPC address", DefaultServer);

    public Option<Uri> Http { get; } = Address("--http", "The gateway's HTTP address", DefaultHttp);

    public Option<string?> Token { get; } = new("--token") { Description = "The device token; not needed by an open server" };

    public Option<FileInfo?> TokenFile { get; } = new("--token-file") { Description = "A file that holds the device token" };

    public Option<DirectoryInfo> Data { get; } = new("--data")
    {
        Description = "Where this device keeps what waits; one folder per town",
        DefaultValueFactory = _ => new DirectoryInfo(DefaultData()),
    };

    public Option<string?> Lang { get; } = new("--lang") { Description = "zh or en; otherwise by LC_ALL, LC_MESSAGES, LANG" };

    public CommonOptions() => Lang.AcceptOnlyFromAmong("zh", "en");

    public Phrases Phrases(ParseResult parsed, DeviceEnvironment environment) =>
        new(Languages.Choose(parsed.GetValue(Lang), environment.Variable));

    public string QueueFolder(ParseResult parsed) => Path.Combine(parsed.GetRequiredValue(Data).FullName, "queue");

    /// <exception cref="UsageException">Both were given, or the file cannot be read.</exception>
    public string? ReadToken(ParseResult parsed)
    {
        var token = parsed.GetValue(Token);
        if (parsed.GetValue(TokenFile) is not { } file)
            return token;
        if (token is not null)
            throw new UsageException("--token and --token-file exclude each other");
        try
        {
            return File.ReadAllText(file.FullName).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--token-file: {error.Message}");
        }
    }

    private static Option<Uri> Address(string name, string description, string standard) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => new Uri(standard),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return address;
            result.AddError($"{name}: \"{text}\" is not an http or https address");
            return null;
        },
    };

    private static string DefaultData() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "realtimegov", "field");
}
