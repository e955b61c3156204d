using RealtimeGov.Rpc;

namespace RealtimeGov.Interop.Client;

/// <summary>What a case asserts. A difference is an exception that names both sides.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"{what}: expected {expected}, got {actual}");
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what) =>
        Equal(string.Join(' ', expected), string.Join(' ', actual), what);

    /// <summary>The fault, which must come, with this status.</summary>
    public static async Task<RpcException> Fault(StatusCode expected, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException fault)
        {
            Equal(expected, fault.StatusCode, $"the status ({fault.Message})");
            return fault;
        }
        throw new InvalidOperationException($"expected {expected}; the call went well");
    }
}
