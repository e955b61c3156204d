using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Privacy;

/// <summary>What of an issue's reports public screens may show, as its events tell.</summary>
public sealed class ReleaseState(string issue)
{
    private readonly List<Released> shown = [];

    public string Issue => issue;

    public ulong Seq { get; private set; }

    /// <summary>Of each report the newest, in the order in which they were released.</summary>
    public IReadOnlyList<Released> Shown => shown;

    /// <summary>The one that nobody has decided on; null otherwise.</summary>
    public Objected? Objection { get; private set; }

    /// <summary>What is shown now was objected to, whatever became of that.</summary>
    public bool WasObjected { get; private set; }

    public void Apply(ReleaseEvent e)
    {
        Seq++;
        switch (e.KindCase)
        {
            case ReleaseEvent.KindOneofCase.Released:
                shown.RemoveAll(one => one.ReportId == e.Released.ReportId);
                shown.Add(e.Released);
                WasObjected = false;
                break;
            case ReleaseEvent.KindOneofCase.TakenBack: shown.RemoveAll(one => one.ReportId == e.TakenBack.ReportId); break;
            case ReleaseEvent.KindOneofCase.Objected: (Objection, WasObjected) = (e.Objected, true); break;
            case ReleaseEvent.KindOneofCase.ObjectionDecided:
                Objection = null;
                if (e.ObjectionDecided.Upheld) shown.Clear();
                break;
            default: throw new InvalidOperationException($"release {issue}: an event of a kind this program does not know");
        }
    }

    public ReleaseRow ToRow() => new() { Shown = { shown }, Objection = Objection };

    /// <summary>True while an objection hides what was released: it ends by itself.</summary>
    public static bool IsHidden(ReleaseRow row, long nowUs) => row.Objection is { } objection && nowUs < objection.UntilUs;
}
