using RealtimeGov.Engines.Local;

namespace RealtimeGov.Grains.Tests.Engine;

/// <summary>
/// Started as a program with a pool of one thread: pairs of actors that ask each other for ever, and a work item of somebody
/// else's that waits for the pool meanwhile. It says how many turns they had before that one ran.
/// </summary>
internal static class BusyActors
{
    public const int Pairs = 4;

    /// <summary>Then they stop, whether or not the other has run.</summary>
    public const int TurnsMax = 100_000;

    /// <summary>The environment in which the runtime's pool is one thread.</summary>
    public static readonly IReadOnlyDictionary<string, string?> OneThread = new Dictionary<string, string?>
    {
        ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "1", // else one for each processor
        ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1",
    };

    private static readonly Mailbox[] Mailboxes = [.. Enumerable.Range(0, 2 * Pairs).Select(_ => new Mailbox())];
    private static readonly ManualResetEventSlim OtherRan = new();
    private static int turns;

    public static int Main()
    {
        ThreadPool.GetMaxThreads(out var threads, out _);
        if (threads != 1)
        {
            Console.Error.WriteLine($"wants {string.Join(' ', OneThread)}: the pool has {threads} threads");
            return 2;
        }

        // On the pool's thread: nothing of it runs before all of it stands in line.
        ThreadPool.UnsafeQueueUserWorkItem(static _ =>
        {
            for (var pair = 0; pair < Pairs; pair++) Ask(2 * pair);
            ThreadPool.UnsafeQueueUserWorkItem(static _ => OtherRan.Set(), null);
        }, null);
        OtherRan.Wait();
        Console.WriteLine($"turns {turns}");
        return 0;
    }

    private static void Ask(int actor) => Mailboxes[actor].Post(static asked =>
    {
        if (OtherRan.IsSet || turns == TurnsMax) return;
        turns++;
        Ask((int)asked! ^ 1); // the other of the pair
    }, actor);
}
