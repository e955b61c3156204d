using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1;
using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.BadInput.Tests.Town;
using RealtimeGov.Protos;

namespace RealtimeGov.BadInput.Tests.Grpc;

/// <summary>Sends what a row says by the method that takes such a message, and says what came of it as the table does.</summary>
internal sealed class GrpcRows(TownServer town)
{
    private const string Field = "/realtimegov.v1.FieldGateway/";

    /// <summary>The same bytes each time it is called.</summary>
    public Func<Task<string>> Prepare(Row row)
    {
        var message = row.Target;
        var input = new Input(row.Input, name => Named(row, name));
        switch (message)
        {
            case "metadata":
                var report = Baselines.Report().ToByteArray();
                return () => Receipt(report, Metadata(row.Field, input));
            case nameof(Report):
                var bytes = WireMessage.With(Baselines.Report(), row.Field, input);
                return () => Receipt(bytes, Bearer);
            // Of nobody's, from nowhere: no home grid and no position say where it belongs.
            case "PlacelessReport":
                var placeless = Baselines.Report();
                (placeless.StewardId, placeless.Location, placeless.Origin) = ("", null, Origin.Import);
                var nowhere = WireMessage.With(placeless, row.Field, input);
                return () => Receipt(nowhere, Bearer);
            case nameof(ReportBatch):
                var batch = WireMessage.With(Baselines.Of(message), row.Field, input);
                return () => Acknowledged(batch);
            case nameof(PhotoChunk):
                var chunks = Chunks(row.Field, input);
                return async () => Told(await town.Grpc.Call(Field + "UploadPhoto", chunks, Bearer));
            case nameof(PhotoQuery):
                var query = WireMessage.With(new PhotoQuery { PhotoId = PhotoId, TotalBytes = 1000 }, row.Field, input);
                return async () => Told(await town.Grpc.Call(Field + "PhotoStatus", [query], Bearer));
            case nameof(ServerReflectionRequest):
                var question = WireMessage.With(Question(row.Field), row.Field, input);
                return async () => Reflected(await town.Grpc.Call("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", [question]));
            case nameof(InboxRequest):
                var asked = WireMessage.With(Baselines.Of(message), row.Field, input);
                return async () => Told(await town.Grpc.Call(Field + "Inbox", [asked], Bearer));
            case "HealthCheckRequest":
                var check = WireMessage.With(Baselines.Of(message), row.Field, input);
                return async () => Told(await town.Grpc.Call("/grpc.health.v1.Health/Check", [check]));
            default:
                var order = WireMessage.With(Baselines.Of(message), row.Field, input);
                return async () => Told(await town.Grpc.Call($"/realtimegov.v1.Admin/{message[..^"Request".Length]}", [order], ("authorization", $"Bearer {town.AdminToken}")));
        }
    }

    private static string PhotoId { get; } = Baselines.PhotoIdOf([1]);

    private (string, string) Bearer => ("authorization", $"Bearer {town.DeviceToken}");

    private static string Named(Row row, string name) => name switch
    {
        "photo" => PhotoId,
        "id" => Guid.NewGuid().ToString(),
        _ => throw new FormatException($"{row.Key}: no value has the name {name}"),
    };

    private (string, string)[] Metadata(string key, Input input)
    {
        if (input.IsMissing) return key == "authorization" ? [] : [Bearer];
        var value = input.Said == "{admin token}" ? $"Bearer {town.AdminToken}" : input.Text;
        return key == "authorization" ? [(key, value)] : [Bearer, (key, value)];
    }

    private async Task<string> Receipt(byte[] report, params (string, string)[] metadata)
    {
        var answer = await town.Grpc.Call(Field + "SubmitReport", [report], metadata);
        if (answer.Status != StatusCode.OK) return Told(answer);
        var receipt = ReportReceipt.Parser.ParseFrom(answer.Messages.Single());
        return $"{receipt.Outcome.ToString().ToUpperInvariant()} {receipt.Reason}".TrimEnd();
    }

    // Behind a batch that is right: what came before a fault is acknowledged.
    private async Task<string> Acknowledged(byte[] batch)
    {
        var answer = await town.Grpc.Call(Field + "StreamReports", [new ReportBatch { Sequence = 7 }.ToByteArray(), batch], Bearer);
        var acks = answer.Messages.Select(ack => BatchAck.Parser.ParseFrom(ack).Sequence);
        return $"acknowledged {string.Join(", ", acks)}{(answer.Status == StatusCode.OK ? "" : $"; {Told(answer)}")}";
    }

    private static byte[][] Chunks(string field, Input input)
    {
        var photo = Baselines.Photo();
        var header = new PhotoChunk { Header = new PhotoHeader { PhotoId = Baselines.PhotoIdOf(photo), TotalBytes = (ulong)photo.Length } };
        var data = new PhotoChunk { Data = ByteString.CopyFrom(photo) };
        return field == "data"
            ? [header.ToByteArray(), WireMessage.With(data, field, input)]
            : [WireMessage.With(header, field, input), data.ToByteArray()];
    }

    private static ServerReflectionRequest Question(string field) => field.StartsWith("file_containing_extension", StringComparison.Ordinal)
        ? new ServerReflectionRequest { FileContainingExtension = (ExtensionRequest)Baselines.Of(nameof(ExtensionRequest)) }
        : field == "host" ? new ServerReflectionRequest { ListServices = "" } : new ServerReflectionRequest();

    private static string Reflected(GrpcAnswer answer)
    {
        if (answer.Status != StatusCode.OK) return Told(answer);
        var response = ServerReflectionResponse.Parser.ParseFrom(answer.Messages.Single());
        return response.ErrorResponse is { } error
            ? $"error_response {Spelled((StatusCode)error.ErrorCode)}: {Visible.Of(error.ErrorMessage)}"
            : $"OK {response.MessageResponseCase}";
    }

    private static string Told(GrpcAnswer answer) =>
        answer.Message.Length == 0 ? Spelled(answer.Status) : $"{Spelled(answer.Status)}: {Visible.Of(answer.Message)}";

    // InvalidArgument as gRPC spells it: INVALID_ARGUMENT.
    private static string Spelled(StatusCode status) =>
        status is StatusCode.OK ? "OK" : string.Concat(status.ToString().Select((c, at) => at > 0 && char.IsUpper(c) ? $"_{c}" : $"{c}")).ToUpperInvariant();
}
