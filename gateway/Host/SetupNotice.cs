using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Gateway.Host;

/// <summary>
/// Tells whoever sits at the machine the link for the first administrator: on the terminal itself, which is no log even
/// where the output goes into one, and in a file that only the server's own user reads, for a server without a terminal.
/// </summary>
internal static class SetupNotice
{
    public const string FileName = "setup-link";

    private const string Terminal = "/dev/tty";

    /// <param name="folder">Of the data.</param>
    public static void Give(GatewayApp app, string folder)
    {
        var link = $"http://127.0.0.1:{app.Port}{Pages.SetupPage.Path}#{app.SetupLink.Renew()}";
        var path = Path.Combine(folder, FileName);
        File.Delete(path);
        using (var file = new StreamWriter(OwnersFiles.Open(path, FileMode.CreateNew, FileAccess.Write))) file.WriteLine(link);
        Show($"""

            Nobody can sign in yet. Within 15 minutes, on this machine, make the first administrator:
            尚无人可登录。请在 15 分钟内于本机设立首位管理员：
            {link}

            """);
    }

    /// <summary>A link of a start before is good for nothing any more.</summary>
    public static void Take(string folder) => File.Delete(Path.Combine(folder, FileName));

    private static void Show(string text)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                if (!Console.IsOutputRedirected) Console.Out.WriteLine(text);
                return;
            }
            using var terminal = new StreamWriter(new FileStream(Terminal, FileMode.Open, FileAccess.Write));
            terminal.Write(text.ReplaceLineEndings("\r\n"));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            // No terminal: the file tells it.
        }
    }
}
