using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Promises;

namespace RealtimeGov.Domain.Tests.Programmes;

public sealed class PromiseListTests
{
    [Fact]
    public void Of_a_village_s_ten_promises_those_that_somebody_else_checked_are_kept()
    {
        var list = Ten();
        Assert.Equal((10L, 10L, 0L), (list.Figures["promises"], list.Figures["owed"], list.Figures["kept"]));
        Assert.Equal((3L, 4L, 9L), (list.Item("bridges").Numbers["amount"], list.Item("roads").Numbers["amount"], list.Item("house-roads").Numbers["amount"]));
        Assert.Equal("", list.By("committee", "evidence", "bridges", new { text = "三座桥已通车" }));
        Assert.Equal("", list.By("first-secretary", "check", "bridges"));
        Assert.Equal((9L, 1L, "first-secretary"), (list.Figures["owed"], list.Figures["kept"], list.Item("bridges").Words["checker"]));
        Assert.Equal(0, list.Item("bridges").DueDate);
    }

    [Fact]
    public void Ticking_one_s_own_is_refused_whether_as_the_owner_in_the_owner_s_unit_or_with_one_s_own_evidence()
    {
        var list = Ten();
        list.Must("committee", "evidence", "bridges", new { text = "已通车" });
        Assert.Equal(PromiseList.OwnPromise, list.By("committee", "check", "bridges"));
        list.Units = ["committee"];
        Assert.Equal(PromiseList.OwnPromise, list.By("li", "check", "bridges"));
        list.Units = [];
        list.Must("desk", "evidence", "roads", new { text = "代为提交" });
        Assert.Equal(PromiseList.OwnPromise, list.Act("desk", true, "check", "roads", null).Refused);
        Assert.Equal(0, list.Figures["kept"]);
    }

    [Fact]
    public void Without_evidence_nothing_is_checked_and_what_does_not_do_goes_back()
    {
        var list = Ten();
        Assert.Equal(PromiseList.NoEvidence, list.By("wang", "check", "bridges"));
        Assert.Equal(PromiseList.NotOwner, list.By("wang", "evidence", "bridges", new { text = "别人提交" }));
        list.Must("committee", "evidence", "bridges", new { text = "两座" });
        Assert.Equal("", list.By("wang", "return", "bridges", new { text = "还差一座" }));
        Assert.Equal("owed", list.Item("bridges").State);
        Assert.Equal(PromiseList.NoEvidence, list.By("wang", "check", "bridges"));
        list.Must("committee", "evidence", "bridges", new { text = "三座" });
        Assert.Equal("", list.By("wang", "check", "bridges"));
        Assert.Equal(ProgrammeRefusals.StateForbids, list.By("zhao", "return", "bridges", new { text = "晚了" }));
    }

    private static ProgrammeRun Ten()
    {
        var list = new ProgrammeRun(PromiseList.Kind);
        foreach (var (id, title, amount) in new[] { ("bridges", "修桥", 3), ("roads", "村民小组道路", 4), ("house-roads", "入户道路", 9) })
            list.Must("office", "promise", id, new { title, owner = "committee", due = "2028-12-31", amount });
        for (var n = 4; n <= 10; n++) list.Must("office", "promise", $"p{n}", new { title = $"承诺{n}", owner = "committee", due = "2028-12-31" });
        return list;
    }
}
