namespace RealtimeGov.Devices.Words;

/// <summary>One thing, said in both languages.</summary>
public sealed record Bilingual(string English, string Chinese)
{
    public string In(Language language) => language == Language.Chinese ? Chinese : English;
}

/// <summary>Something a person has to hear about, in either language. <see cref="Exception.Message"/> is the English.</summary>
public abstract class BilingualException(Bilingual said, Exception? inner = null) : Exception(said.English, inner)
{
    public Bilingual Said { get; } = said;
}
