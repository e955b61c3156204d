namespace RealtimeGov.Gateway.Field.Intake;

/// <summary>How the intake goes; docs/contracts/http.md names the fields.</summary>
/// <param name="Storm">Whether a wall should say so.</param>
/// <param name="Waiting">Reports taken in and not yet answered.</param>
/// <param name="LagMs">How long the oldest of them waits, in milliseconds; 0 where none does.</param>
/// <param name="RetryPerSecond">Answers RETRY, over the last ten seconds.</param>
internal sealed record IntakeFigures(bool Storm, long Waiting, long LagMs, double RetryPerSecond);
