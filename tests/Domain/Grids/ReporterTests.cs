using RealtimeGov.Domain.Grids;
using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Tests.Grids;

public sealed class ReporterTests
{
    [Fact]
    public void The_sample_is_valid()
    {
        var check = Samples.Check(Samples.Report(), Samples.Context);
        Assert.Equal(new ReportCheck(null, new ReportTime(Samples.NowUs, 0, Samples.Today), ""), check);
    }

    [Theory]
    [InlineData(0, "origin_missing")]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, null)]
    [InlineData(4, null)]
    [InlineData(5, null)]
    [InlineData(6, null)]
    [InlineData(7, "origin_missing")]
    [InlineData(-1, "origin_missing")]
    public void Origins_with_a_known_steward(int origin, string? fault) =>
        Assert.Equal(fault, Samples.Check(r => r.Origin = (Origin)origin).Fault);

    [Theory]
    [InlineData(Origin.Steward, "steward_missing")]
    [InlineData(Origin.Visit, "steward_missing")]
    [InlineData(Origin.Telephone, "steward_missing")]
    [InlineData(Origin.Desk, "steward_missing")]
    [InlineData(Origin.Resident, null)]
    [InlineData(Origin.Import, null)]
    public void Only_residents_and_imports_need_no_steward(Origin origin, string? fault)
    {
        var check = Samples.Check(r =>
        {
            r.Origin = origin;
            r.StewardId = "";
        });
        Assert.Equal(fault, check.Fault);
        Assert.Equal("", check.Unit);
    }

    [Theory]
    [InlineData("wz-999", Origin.Steward)]
    [InlineData("WZ-001", Origin.Steward)]
    [InlineData("wz-999", Origin.Import)]
    [InlineData("wz-999", Origin.Resident)]
    [Trait("lane", "cases")]
    public void Case_01_a_report_of_a_steward_nobody_knows_counts_without_a_finder(string steward, Origin origin)
    {
        var decision = new JournaledGrid().Receive(Samples.Report(1, r =>
        {
            r.StewardId = steward;
            r.Origin = origin;
        }));
        Assert.Equal((Outcome.Opened, "steward_unknown"), (decision.Receipt.Outcome, decision.Receipt.Reason));
        Assert.Equal(("", steward), (decision.Event!.Accepted.Unit, decision.Content!.StewardId));
    }

    [Theory]
    [InlineData(" ", "steward_missing")]
    [InlineData("wz\u0000", "steward_malformed")]
    [InlineData("wz\uFFFD", "steward_malformed")]
    public void A_steward_that_is_no_text_is_the_device_s_fault(string steward, string fault) =>
        Assert.Equal(fault, Samples.Check(r => r.StewardId = steward).Fault);

    [Theory]
    [InlineData("wz-001", "")]
    [InlineData("wz-002", "H")]
    public void The_finder_is_the_steward_s_trade(string steward, string unit) =>
        Assert.Equal(unit, Samples.Check(r => r.StewardId = steward).Unit);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, "disposition_unknown")]
    [InlineData(-1, "disposition_unknown")]
    public void Dispositions(int disposition, string? fault) =>
        Assert.Equal(fault, Samples.Check(r => r.Disposition = (Disposition)disposition).Fault);
}
