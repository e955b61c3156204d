using Microsoft.Extensions.Logging;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>Has the keeper of surveys look every hour; the first time when silos have answered for a while.</summary>
internal sealed class SurveyClock(SurveyKeeper keeper, TimeProvider time, ILogger<SurveyClock> log) : RoundService(time, TimeSpan.FromMinutes(5), TimeSpan.FromHours(1))
{
    protected override Task Round(CancellationToken cancellation) => keeper.Round(cancellation);

    protected override void Failed(Exception error) => ProgrammeLog.KeepingFailed(log, error);
}
