using Microsoft.Extensions.Logging;
using RealtimeGov.Journal.Stores;

namespace RealtimeGov.Journal.Commit;

internal sealed partial class GroupCommit
{
    [LoggerMessage(101, LogLevel.Information, "append at {Stream} {Seq} stands on what is no longer so ({Standing}, {ClaimsHeld} ids held): its grain decides again")]
    private partial void LogPoisoned(string stream, ulong seq, SliceStatus standing, int claimsHeld);

    [LoggerMessage(102, LogLevel.Warning, "the store does not tell whether {Appends} appends are durable; trying them again unchanged: {Detail}")]
    private partial void LogUnknown(string detail, int appends);

    [LoggerMessage(103, LogLevel.Error, "the store refuses one of {Appends} appends ({Outcome}); looking for it: {Detail}")]
    private partial void LogRefused(CommitOutcome outcome, string detail, int appends);

    [LoggerMessage(104, LogLevel.Error, "stopped before the fate of {Appends} appends was known")]
    private partial void LogStoppedUndecided(int appends);
}
