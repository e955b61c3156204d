using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes;

/// <summary>An event with what was written with it.</summary>
public sealed record ProgrammeStep(ProgrammeEvent Event, ProgrammeContent? Content);

/// <summary>Decides acts in order, each on what those before it led to: all of them or none.</summary>
/// <param name="Steps">None where an act is refused.</param>
/// <param name="Changed">Acts that change something.</param>
/// <param name="Faults">The first of them.</param>
public sealed record ProgrammeBatch(IReadOnlyList<ProgrammeStep> Steps, int Changed, IReadOnlyList<ProgrammeFault> Faults, int FaultsInAll)
{
    /// <summary>A sheet's rows.</summary>
    public const int ActsMax = 10_000;

    public const int FaultsTold = 200;

    public static ProgrammeBatch Decide(Programme programme, IReadOnlyList<ProgrammeAct> acts, ActContext context)
    {
        var (steps, faults, changed, refused) = (new List<ProgrammeStep>(), new List<ProgrammeFault>(), 0, 0);
        // The one act of a click needs no copy: nothing is decided behind it.
        var at = acts.Count > 1 ? programme.Copy() : programme;
        for (var i = 0; i < acts.Count; i++)
        {
            var decision = at.Decide(acts[i], context);
            if (decision.Refused.Length > 0)
            {
                if (refused++ < FaultsTold) faults.Add(new ProgrammeFault { Act = (uint)i, Refused = decision.Refused, Detail = decision.Detail });
                continue;
            }
            if (decision.Events.Count > 0) changed++;
            foreach (var (n, e) in decision.Events.Index())
            {
                e.HasText &= n == 0; // what was written lies once, with the first event
                steps.Add(new ProgrammeStep(e, e.HasText ? new ProgrammeContent { Texts = { acts[i].Texts } } : null));
                if (acts.Count > 1) at.Apply(e);
            }
        }
        return refused > 0 ? new([], 0, faults, refused) : new(steps, changed, [], 0);
    }
}
