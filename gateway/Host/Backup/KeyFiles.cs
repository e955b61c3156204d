using RealtimeGov.Cluster.Security;
using RealtimeGov.Gateway.Access;

namespace RealtimeGov.Gateway.Host.Backup;

/// <summary>What opens the town's doors: in no backup, but in a folder of its own where somebody asked for it.</summary>
internal static class KeyFiles
{
    /// <summary>Whoever runs a command on the machine, as the audit names them.</summary>
    public static string Operator => $"operator {Environment.UserName}";

    private static readonly string[] Names = [DeviceToken.FileName, AdminToken.FileName, TownAuthority.AuthorityName, TownAuthority.KeyName, TownAuthority.CertificateName];

    /// <summary>How many files there were.</summary>
    public static int Copy(string from, string to)
    {
        var copied = Names.Count(name => Folders.TryCopy(Path.Combine(from, name), Path.Combine(to, name)));
        var sessions = Path.Combine(from, DataFolder.SessionKeysName);
        if (!Directory.Exists(sessions)) return copied;
        return copied + Directory.EnumerateFiles(sessions).Count(file => Folders.TryCopy(file, Path.Combine(to, DataFolder.SessionKeysName, Path.GetFileName(file))));
    }
}
