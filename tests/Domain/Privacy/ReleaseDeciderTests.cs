using Google.Protobuf;
using RealtimeGov.Domain.Privacy;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Privacy;

/// <summary>What public screens show of an issue: by a person's release, until it is taken back; an objection hides it for three days at most.</summary>
public sealed class ReleaseDeciderTests
{
    private const long Day = 24L * 3600 * 1_000_000;

    private readonly ReleaseState release = new("G1.1");

    [Fact]
    public void What_is_released_again_as_it_is_changes_nothing_and_nothing_selected_takes_it_back()
    {
        Assert.Null(Decide(Release(1, text: false)).Event); // nothing was shown, nothing is to be
        Apply(Release(1, text: true, 0, 2));
        Assert.Equal(new ReleaseDecision(null), Decide(Release(1, text: true, 0, 2)));
        Apply(Release(1, text: true, 2));
        Assert.Equal(2u, Assert.Single(Assert.Single(release.Shown).Photos).Position);
        Apply(Release(2, text: true));
        Apply(Release(1, text: false));
        Assert.Equal([2], release.Shown.Select(one => (int)one.ReportId[15]));
        for (byte report = 3; release.Shown.Count < ReleaseDecider.ShownMax; report++) Apply(Release(report, text: true));
        Assert.Equal(ReleaseErrors.Full, Decide(Release(99, text: true)).Refused);
        Apply(Release(2, text: true, 1)); // one that is shown may change
    }

    [Fact]
    public void An_objection_hides_at_once_for_three_days_at_most_and_once()
    {
        Assert.Equal(ReleaseErrors.NothingShown, Decide(Object(), 0).Refused);
        Assert.Equal(ReleaseErrors.NoObjection, Decide(Verdict(upheld: true)).Refused);
        Apply(Release(1, text: true));
        Apply(Object(), Day);
        Assert.True(ReleaseState.IsHidden(release.ToRow(), Day));
        Assert.True(ReleaseState.IsHidden(release.ToRow(), 4 * Day - 1));
        Assert.False(ReleaseState.IsHidden(release.ToRow(), 4 * Day)); // by itself
        Assert.Equal(new ReleaseDecision(null), Decide(Object(), 2 * Day)); // it is hidden
        Assert.Equal(ReleaseErrors.ObjectedBefore, Decide(Object(), 5 * Day).Refused); // not for ever
        Assert.Equal(ReleaseErrors.Objected, Decide(Release(2, text: true)).Refused);
        Apply(Release(1, text: false)); // to take back is never too late
    }

    [Fact]
    public void A_person_decides_also_after_the_time_and_what_is_released_anew_may_be_objected_to_anew()
    {
        Apply(Release(1, text: true));
        Apply(Object(), 0);
        Apply(Verdict(upheld: false));
        Assert.False(ReleaseState.IsHidden(release.ToRow(), Day));
        Assert.Single(release.Shown);
        Assert.Equal(ReleaseErrors.ObjectedBefore, Decide(Object(), Day).Refused);
        Apply(Release(1, text: true, 0));
        Apply(Object(), 2 * Day);
        Apply(Verdict(upheld: true), 9 * Day);
        Assert.Empty(release.Shown);
        Assert.Null(release.Objection);
        Assert.Equal(ReleaseErrors.NothingShown, Decide(Object(), 9 * Day).Refused);
    }

    private static ChangeRelease Release(byte report, bool text, params uint[] photos) => new()
    {
        Release = new Released
        {
            ReportId = ByteString.CopyFrom([.. new byte[15], report]), GridCode = "G1", Seq = report, Text = text,
            Photos = { photos.Select(position => new ReleasedPhoto { Position = position, PublicId = $"{report}-{position}" }) },
        },
    };

    private static ChangeRelease Object() => new() { Object = new() };

    private static ChangeRelease Verdict(bool upheld) => new() { Decide = new() { Upheld = upheld } };

    private ReleaseDecision Decide(ChangeRelease command, long atUs = 0)
    {
        command.AtUs = atUs;
        return ReleaseDecider.Decide(release, command);
    }

    private void Apply(ChangeRelease command, long atUs = 0)
    {
        var decision = Decide(command, atUs);
        Assert.Equal("", decision.Refused);
        release.Apply(Assert.IsType<ReleaseEvent>(decision.Event));
    }
}
