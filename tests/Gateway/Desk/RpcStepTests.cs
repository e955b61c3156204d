using System.Text.Json;
using Grpc.Core;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>What can be done at the desk or in the inbox over HTTP can be done over gRPC, and the other way round: no list of its own beside the other.</summary>
public sealed class RpcStepTests
{
    /// <summary>A value of each field that a step can have.</summary>
    private static readonly Dictionary<string, object> Values = new()
    {
        ["note"] = 1, ["days"] = 1, ["category"] = "roads/pothole", ["size"] = "small", ["hardTrigger"] = "beyondLevel", ["urgency"] = "normal", ["recheckAfterDays"] = 1,
        ["gridCode"] = "G1", ["reason"] = "notPublic", ["until"] = "2026-03-10T08:00:00Z", ["unit"] = "T", ["parent"] = "G1.1", ["passed"] = true, ["feedBack"] = true,
        ["lead"] = "V1", ["others"] = new[] { "V2" }, ["supervisor"] = "T", ["categories"] = new[] { "a", "b" }, ["reportId"] = "00000000-0000-4000-8000-000000000001", ["cause"] = "note", ["score"] = 5,
    };

    [Fact]
    public void Every_step_of_the_desk_over_HTTP_is_one_over_gRPC_and_no_more() =>
        Assert.Equal(Taken(StepBody.Desk), Named(TakeStepRequest.Descriptor));

    [Fact]
    public void Every_step_of_the_inbox_over_HTTP_is_one_over_gRPC_and_no_more() =>
        Assert.Equal(Taken(StepBody.Inbox), Named(InboxStepRequest.Descriptor));

    [Fact]
    public async Task What_a_program_could_not_do_it_does()
    {
        await using var town = await DeskTown.Start();
        await town.Report("坑洼", joins: (await town.Report("坑洼")).IssueId);
        for (var i = 0; i < 3; i++) await town.Report($"第{i}处");
        var (shen, device) = (await town.MetadataOf("shen"), await town.MetadataOf("S-1"));
        Assert.Equal("joined", (await Take("G1.2", step => step.Join = new JoinIssue { Parent = "G1.1" })).Stage);
        Assert.Equal("accepted", (await Take("G1.2", step => (step.LeaveParent, step.Text) = (new LeaveParent(), "不是一处"))).Stage);
        var malformed = await Assert.ThrowsAsync<RpcException>(() => Take("G1.1", step => step.SplitReport = new SplitReport { ReportId = Google.Protobuf.ByteString.CopyFromUtf8("1") }));
        Assert.Equal((StatusCode.InvalidArgument, true), (malformed.StatusCode, malformed.Status.Detail.StartsWith("field_malformed", StringComparison.Ordinal)));
        var unknown = await Assert.ThrowsAsync<RpcException>(() => Take("G1.1", step => step.SplitReport = new SplitReport { ReportId = Google.Protobuf.ByteString.CopyFrom(new byte[16]) }));
        Assert.StartsWith("report_not_here", unknown.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("split", (await Take("G1.3", step => step.Split = new SplitIssue { Categories = { "roads/pothole", "roads/pothole" } })).Stage);
        Assert.Equal("open", (await Take("G1.4", step => (step.CorrectGrid, step.Text) = (new CorrectGrid { GridCode = "G3" }, "属于三格"))).Stage);
        var declined = (await town.Get("desk/issues/G1.4", "shen")).Body.GetProperty("reports")[0].GetProperty("reportId").GetString()!;
        await Take("G1.4", step => (step.Decline, step.Text) = (new DeclineIssue { Reason = DeclineReason.NotPublic }, "不属公共事务"));
        Assert.Equal("open", (await town.Inbox.TakeStepAsync(new InboxStepRequest { ReportId = declined, CommandId = Guid.NewGuid().ToString(), Appeal = new AppealDecline(), Text = "是公共道路" }, device)).Stage);

        async Task<TakeStepReply> Take(string issue, Action<TakeStepRequest> step)
        {
            var request = new TakeStepRequest { IssueId = issue, CommandId = Guid.NewGuid().ToString() };
            step(request);
            return await town.Desk.TakeStepAsync(request, shen);
        }
    }

    /// <summary>The command's steps that the forms lead to: each form is really read.</summary>
    private static IEnumerable<string> Taken(IReadOnlyDictionary<string, StepForm> forms) => forms.Select(form =>
    {
        var body = form.Value.Fields.ToDictionary(field => field, field => Values[field]);
        (body["commandId"], body["version"], body["step"]) = (Guid.NewGuid().ToString("D"), 1, form.Key);
        return StepBody.Read(JsonSerializer.SerializeToElement(body), forms).StepCase.ToString();
    }).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Named(Google.Protobuf.Reflection.MessageDescriptor message) => message.Oneofs.Single(one => one.Name == "step").Fields
        .Select(field => string.Concat(field.JsonName[..1].ToUpperInvariant(), field.JsonName.AsSpan(1))).Order(StringComparer.Ordinal);
}
