using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Summaries;

/// <summary>
/// What the loop adds to a day: how many of the reports counted on it were reviewed since, and what happened on it to issues
/// of whichever day.
/// </summary>
/// <param name="Reviewed">Valid reports of the day that somebody has reviewed.</param>
/// <param name="Accepted">Issues accepted on the day.</param>
/// <param name="Answered">Accepted issues whose reporters were told.</param>
/// <param name="ClosedOnTime">Of those closed, the ones answered within the limit.</param>
public readonly record struct Funnel(
    ulong Reviewed = 0, ulong Accepted = 0, ulong Answered = 0, ulong Closed = 0, ulong ClosedOnTime = 0, ulong YellowCards = 0, ulong RedCards = 0)
{
    public static Funnel From(DayCounts counts) => new(
        counts.Reviewed, counts.Accepted, counts.Answered, counts.Closed, counts.ClosedOnTime, counts.YellowCards, counts.RedCards);

    public Funnel Plus(DayProgress progress) => this with
    {
        Accepted = Accepted + progress.Accepted,
        Answered = Answered + progress.Answered,
        Closed = Closed + progress.Closed,
        ClosedOnTime = ClosedOnTime + progress.ClosedOnTime,
        YellowCards = YellowCards + progress.YellowCards,
        RedCards = RedCards + progress.RedCards,
    };

    public void AddTo(DayCounts counts)
    {
        counts.Reviewed += Reviewed;
        counts.Accepted += Accepted;
        counts.Answered += Answered;
        counts.Closed += Closed;
        counts.ClosedOnTime += ClosedOnTime;
        counts.YellowCards += YellowCards;
        counts.RedCards += RedCards;
    }
}
