using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Surveys;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.Client;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>
/// Closes surveys whose last day is over, and erases the answers of those that closed over thirty days ago. Several gateways may do it
/// at once: what is so already changes nothing.
/// </summary>
internal sealed class SurveyKeeper(ITownClient grains, IReadModel readModel, TownClock clock)
{
    public const string Service = "surveys";

    private const int ReadAtOnce = 200;

    /// <returns>How many surveys changed.</returns>
    /// <exception cref="AggregateException">Some could not be kept; the others were.</exception>
    public async Task<int> Round(CancellationToken cancellation)
    {
        var (changed, after, failed) = (0, "", new List<Exception>());
        while (true)
        {
            var page = await readModel.Query(ListedProgramme.Page(Survey.Kind.Name, after, ReadAtOnce), cancellation);
            foreach (var survey in page)
            {
                try
                {
                    if (await DueOf(survey, cancellation) is { } action && await Act(survey, action)) changed++;
                }
                catch (Exception error) when (!cancellation.IsCancellationRequested)
                {
                    failed.Add(error); // keeps no other's answers
                }
            }
            if (page.Count < ReadAtOnce) return failed.Count == 0 ? changed : throw new AggregateException(failed);
            after = page[^1].Id;
        }
    }

    // Null where nothing is due today.
    private async Task<string?> DueOf(ListedProgramme survey, CancellationToken cancellation)
    {
        var today = clock.Today(survey.Row.Region);
        if (survey.Row.State == "open") return survey.Row.Numbers["until"] < today ? "close" : null;
        if (survey.Row.State != Survey.Closed) return null;
        var kept = await readModel.Query(ListedItem.Page(survey.Kind, survey.Id, new ItemFilter(Part: Survey.AnswersPart, DueBefore: today), "", 1), cancellation);
        return kept.Count > 0 ? "erase" : null;
    }

    private async Task<bool> Act(ListedProgramme survey, string action)
    {
        var reply = await grains.Change(ProgrammeKinds.KeyOf(survey.Kind, survey.Id), new ChangeProgramme
        {
            AtUs = clock.NowUs, Acts = { new ProgrammeAct { Action = action, Runs = true } }, Origin = new CommandOrigin { PrincipalKind = "service", PrincipalId = Service },
        });
        return reply.Changed > 0;
    }
}
