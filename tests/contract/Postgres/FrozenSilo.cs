using System.Collections;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Commit;
using RealtimeGov.Journal.Postgres;

namespace RealtimeGov.Contract.Tests.Postgres;

/// <summary>
/// A silo as a process of its own, which stands still in the middle of a commit: it says <c>holding</c>, waits until it
/// was frozen and thawed, goes on, and says what became of its append.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class FrozenSilo
{
    public const int Events = 5_000;

    /// <summary>Enough after it that nothing is complete, enough before it that the server has the first keys.</summary>
    private const int StandsStillAt = 4_900;

    private const long Incarnation = 1;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var connectionString, var silo, var stream])
        {
            Console.Error.WriteLine("wants a connection string, a silo and a stream");
            return 2;
        }
        var options = new PostgresJournalOptions { ConnectionString = connectionString, CopyFromEvents = 1 };
        await using var journal = await PostgresJournal.Open(options, TimeProvider.System);
        await using var committer = new Committer(journal.OpenStore(silo), new CommitterOptions(), TimeProvider.System, NullLogger.Instance);
        var append = new Append(Incarnation, 1, Envelope.Unknown, [new StreamSlice(stream, 1, new Freezing())], [], new ReadRows());
        Console.WriteLine($"fate {(await committer.Commit(append)).Outcome}");
        return 0;
    }

    /// <summary>Events whose reader stands still at one of them, the first time.</summary>
    private sealed class Freezing : IReadOnlyList<JournalEvent>
    {
        private bool wasFrozen;

        public int Count => Events;

        public JournalEvent this[int index] => new("Test", new byte[100]);

        public IEnumerator<JournalEvent> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
            {
                if (i == StandsStillAt && !wasFrozen) StandStill();
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void StandStill()
        {
            wasFrozen = true;
            using var thawed = new ManualResetEventSlim();
            using var onThaw = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => thawed.Set());
            Console.WriteLine("holding");
            thawed.Wait();
        }
    }
}
