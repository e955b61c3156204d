using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Gateway.Days;

namespace RealtimeGov.Gateway.Open311;

internal enum GeoFormat
{
    Xml,
    Json,
}

/// <summary>An element with fields. A value is a text, a number, a truth value, a <see cref="GeoList"/> or null.</summary>
internal sealed record GeoRecord(params IReadOnlyList<(string Name, object? Value)> Fields);

/// <param name="Item">The name of each of its elements, which are records or texts. JSON has no use for it.</param>
internal sealed record GeoList(string Item, IReadOnlyList<object> All);

/// <summary>
/// One answer in either format. The standard's JSON is its XML without the names of lists and of their elements; what is empty in
/// the one is null in the other.
/// </summary>
/// <param name="root">The root's name in XML.</param>
/// <param name="content">A <see cref="GeoRecord"/> or a <see cref="GeoList"/>.</param>
internal sealed class GeoAnswer(GeoFormat format, string root, object content, int status = StatusCodes.Status200OK) : IResult
{
    public const string XmlType = "text/xml; charset=utf-8";

    public const string JsonType = "application/json; charset=utf-8";

    public async Task ExecuteAsync(HttpContext http)
    {
        var bytes = format == GeoFormat.Xml ? AsXml() : AsJson();
        (http.Response.StatusCode, http.Response.ContentType, http.Response.ContentLength) = (status, format == GeoFormat.Xml ? XmlType : JsonType, bytes.Length);
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private byte[] AsXml()
    {
        using var to = new MemoryStream();
        using (var xml = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            xml.WriteStartElement(root);
            WriteContent(xml, content);
            xml.WriteEndElement();
        }
        return to.ToArray();
    }

    private static void WriteContent(XmlWriter xml, object? value)
    {
        switch (value)
        {
            case null: break;
            case GeoRecord record:
                foreach (var (name, field) in record.Fields) Write(name, field);
                break;
            case GeoList list:
                foreach (var one in list.All) Write(list.Item, one);
                break;
            case bool truth: xml.WriteString(truth ? "true" : "false"); break;
            case string text: xml.WriteString(ForXml(text)); break;
            default: xml.WriteString(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }

        void Write(string name, object? one)
        {
            xml.WriteStartElement(name);
            WriteContent(xml, one);
            xml.WriteEndElement();
        }
    }

    // What XML 1.0 has no way to write, however it is escaped, is shown as not shown.
    private static string ForXml(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    private byte[] AsJson()
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = GatewayJson.Options.Encoder })) Write(json, content);
        return to.ToArray();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case GeoRecord record:
                json.WriteStartObject();
                foreach (var (name, field) in record.Fields)
                {
                    json.WritePropertyName(name);
                    Write(json, field);
                }
                json.WriteEndObject();
                break;
            case GeoList list:
                json.WriteStartArray();
                foreach (var one in list.All) Write(json, one);
                json.WriteEndArray();
                break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case string text: json.WriteStringValue(text); break;
            default: throw new InvalidOperationException($"{value.GetType()} is no value of an answer");
        }
    }
}
