using Google.Protobuf;
using Google.Protobuf.Reflection;
using RealtimeGov.Domain.Photos;
using RealtimeGov.Gateway.Admin;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Desk.Rpc;

/// <summary>A step as a call names it, as the command that an issue takes: the fields of one name are of one meaning.</summary>
internal static class RpcSteps
{
    private const int PhotosMax = 20, ReportIdBytes = 16;

    private static readonly OneofDescriptor Steps = IssueCommand.Descriptor.Oneofs.Single(one => one.Name == "step");

    public static IssueCommand Of(TakeStepRequest asked) => Of(asked, asked.CommandId, asked.Version, asked.Text, asked.PhotoIds);

    public static IssueCommand Of(InboxStepRequest asked) => Of(asked, asked.CommandId, asked.Version, asked.Text, asked.PhotoIds);

    /// <summary>The command's field of each step that the message can name.</summary>
    internal static IEnumerable<(FieldDescriptor Asked, FieldDescriptor? Taken)> Fields(MessageDescriptor message) =>
        message.Oneofs.Single(one => one.Name == "step").Fields.Select(field => (field, Steps.Fields.SingleOrDefault(taken => taken.Name == field.Name && taken.MessageType == field.MessageType)));

    private static IssueCommand Of(IMessage asked, string commandId, ulong version, string text, IEnumerable<string> photos)
    {
        if (!Guid.TryParseExact(commandId, "D", out var id)) throw OrderBody.Fault("command_id", "must be a UUID", "应为 UUID");
        if (asked.Descriptor.Oneofs.Single(one => one.Name == "step").Accessor.GetCaseFieldDescriptor(asked) is not { } step)
            throw OrderBody.Fault("step", "must be given", "缺失");
        // By HTTP it is a UUID, which is checked as well.
        if (step.MessageType == SplitReport.Descriptor && ((SplitReport)step.Accessor.GetValue(asked)).ReportId.Length != ReportIdBytes)
            throw OrderBody.Fault("report_id", "must be the report's 16 bytes", "应为上报编号的 16 个字节");
        var content = new StepContent { Text = text, PhotoIds = { photos } };
        if (content.PhotoIds.Count > PhotosMax || !content.PhotoIds.All(PhotoId.IsWellFormed))
            throw OrderBody.Fault("photo_ids", $"must hold at most {PhotosMax} ids of photos, as their upload was answered", $"应为照片上传后返回的编号，至多 {PhotosMax} 个");
        var command = new IssueCommand { CommandId = id.ToString("D"), ExpectedVersion = version, Content = content };
        Steps.Fields.Single(field => field.Name == step.Name).Accessor.SetValue(command, step.Accessor.GetValue(asked));
        return command;
    }
}
