using Microsoft.Extensions.DependencyInjection;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>What programmes do by themselves.</summary>
public static class ProgrammeSetup
{
    /// <summary>Surveys close after their last day, and their answers are erased.</summary>
    public static IServiceCollection AddSurveyKeeping(this IServiceCollection services) =>
        services.AddSingleton<SurveyKeeper>().AddHostedService<SurveyClock>();
}
