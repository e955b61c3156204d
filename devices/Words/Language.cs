namespace RealtimeGov.Devices.Words;

/// <summary>The two languages the device speaks to people.</summary>
public enum Language
{
    English,
    Chinese,
}

/// <summary>Which language to speak.</summary>
public static class Languages
{
    /// <summary>
    /// The option when there is one (zh or en), else what the environment names first of LC_ALL, LC_MESSAGES, LANG:
    /// Chinese when it begins with zh, English otherwise.
    /// </summary>
    public static Language Choose(string? option, Func<string, string?> environment)
    {
        var named = option ?? new[] { "LC_ALL", "LC_MESSAGES", "LANG" }
            .Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return named.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Chinese : Language.English;
    }
}
