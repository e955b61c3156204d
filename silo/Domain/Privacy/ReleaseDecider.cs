using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Privacy;

/// <summary>Codes of what is refused about words and photos on public screens.</summary>
public static class ReleaseErrors
{
    public const string Full = "release_full";
    public const string Objected = "release_objected";
    public const string NothingShown = "nothing_shown";
    public const string ObjectedBefore = "objected_before";
    public const string NoObjection = "no_objection";
}

/// <param name="Refused">Empty, or one of <see cref="ReleaseErrors"/>. Neither that nor an event: it is so already.</param>
public sealed record ReleaseDecision(ReleaseEvent? Event, string Refused = "");

/// <summary>
/// Decides on what public screens show of an issue. An objection hides at once and for three days at most; it touches neither the issue nor its
/// clocks, which are of another stream.
/// </summary>
public static class ReleaseDecider
{
    /// <summary>Reports of one issue of which something is shown: a page has room for a few.</summary>
    public const int ShownMax = 8;

    public static readonly TimeSpan HiddenFor = TimeSpan.FromDays(3);

    public static ReleaseDecision Decide(ReleaseState state, ChangeRelease command) => command.KindCase switch
    {
        ChangeRelease.KindOneofCase.Release => Release(state, command.Release, command.AtUs),
        ChangeRelease.KindOneofCase.Object => Object(state, command.Object, command.AtUs),
        ChangeRelease.KindOneofCase.Decide => state.Objection is null
            ? new(null, ReleaseErrors.NoObjection)
            : new(new ReleaseEvent { ObjectionDecided = new ObjectionDecided { Upheld = command.Decide.Upheld, AtUs = command.AtUs } }),
        _ => throw new ArgumentException("a change of a release of no kind that this program knows"),
    };

    private static ReleaseDecision Release(ReleaseState state, Released asked, long atUs)
    {
        var now = state.Shown.FirstOrDefault(one => one.ReportId == asked.ReportId);
        if (asked is { Text: false, Photos.Count: 0 })
            return new(now is null ? null : new ReleaseEvent { TakenBack = new TakenBack { ReportId = asked.ReportId, AtUs = atUs } });
        if (now is not null && now.Text == asked.Text && now.Photos.Select(photo => photo.Position).SequenceEqual(asked.Photos.Select(photo => photo.Position))) return new(null);
        // Whoever objected waits for a decision, and nothing is put up over it.
        if (state.Objection is not null) return new(null, ReleaseErrors.Objected);
        if (now is null && state.Shown.Count >= ShownMax) return new(null, ReleaseErrors.Full);
        var released = asked.Clone();
        released.AtUs = atUs;
        return new(new ReleaseEvent { Released = released });
    }

    // Once for what is shown: whoever objects again and again would hide it for ever.
    private static ReleaseDecision Object(ReleaseState state, ChangeRelease.Types.Object asked, long atUs)
    {
        if (state.Objection is { } standing) return atUs < standing.UntilUs ? new(null) : new(null, ReleaseErrors.ObjectedBefore);
        if (state.Shown.Count == 0) return new(null, ReleaseErrors.NothingShown);
        if (state.WasObjected) return new(null, ReleaseErrors.ObjectedBefore);
        return new(new ReleaseEvent { Objected = new Objected { AtUs = atUs, UntilUs = atUs + (long)HiddenFor.TotalMicroseconds, BySlip = asked.BySlip } });
    }
}
