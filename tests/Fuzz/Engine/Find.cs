namespace RealtimeGov.Fuzz.Tests.Engine;

/// <summary>An input that did what none may. It is kept as a file, and the file is tried first from then on.</summary>
internal sealed class Find(string file, string how, Exception cause)
    : Exception($"{how}\nkept as {file}: commit it with what mends it\n{cause.GetType().Name}: {cause.Message}", cause);
