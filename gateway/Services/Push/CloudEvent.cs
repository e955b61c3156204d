using System.Buffers;
using System.Text.Json;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Open311;
using RealtimeGov.Projections.Issues;

namespace RealtimeGov.Gateway.Push;

/// <summary>
/// That an issue came to stand somewhere else, as a CloudEvent 1.0 in JSON. It says what everybody may know: nothing that somebody
/// wrote, nobody's name. The id is the event's place in the journal: the same event has the same id however often it is sent.
/// </summary>
internal static class CloudEvent
{
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    public const string IssueMoved = "realtimegov.issue.moved";

    public static string IdOf(IssueUpdate update) => $"{update.IssueId}/{update.Seq}";

    /// <param name="town">The code of the root region: two towns' events of one id are told apart by their source.</param>
    public static ReadOnlyMemory<byte> Of(IssueUpdate update, string town)
    {
        var to = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = GatewayJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", IdOf(update));
            json.WriteString("source", $"urn:realtimegov:{town}");
            json.WriteString("type", IssueMoved);
            json.WriteString("subject", update.IssueId);
            json.WriteString("time", GeoTime.Of(update.AtUs));
            json.WriteString("datacontenttype", "application/json");
            json.WriteStartObject("data");
            json.WriteString("issueId", update.IssueId);
            json.WriteNumber("version", update.Seq);
            json.WriteString("stage", Desk.Words.Stage(update.Stage));
            json.WriteString("status", GeoStatus.Of(update.Stage, update.Ending));
            if (update.Ending != default) json.WriteString("ending", Desk.Words.Of(update.Ending));
            json.WriteString("gridCode", update.Grid);
            json.WriteString("category", update.Category);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return to.WrittenMemory;
    }
}
