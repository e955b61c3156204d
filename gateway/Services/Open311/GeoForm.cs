using System.Net;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RealtimeGov.Gateway.Open311;

/// <summary>What a client sends: a form, bounded. A field that is empty is as one that is not there.</summary>
internal sealed class GeoForm(IReadOnlyDictionary<string, string> fields)
{
    private const int FieldsMax = 200, NameCharactersMax = 256, ValueCharactersMax = 1 << 16;

    private const string FormType = "application/x-www-form-urlencoded";

    /// <exception cref="Api.ApiException">It is no form, or names a field twice.</exception>
    public static async Task<GeoForm> Read(HttpRequest request, CancellationToken cancellation)
    {
        // XML is not read at all: an entity of it costs nothing.
        if (request.ContentType is not { } type || !type.Split(';')[0].Trim().Equals(FormType, StringComparison.OrdinalIgnoreCase)) throw GeoErrors.NoForm();
        await BeUtf8(request, cancellation);
        var form = await new FormFeature(request, new FormOptions { ValueCountLimit = FieldsMax, KeyLengthLimit = NameCharactersMax, ValueLengthLimit = ValueCharactersMax })
            .ReadFormAsync(cancellation);
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in form)
        {
            if (values.Count > 1) throw GeoErrors.Malformed(Api.ApiErrors.Echo(name), "is given more than once", "出现多次");
            if (values.ToString() is { Length: > 0 } value) fields.Add(name, value);
        }
        return new GeoForm(fields);
    }

    // What is escaped and no UTF-8 the framework leaves escaped: words in another encoding would be kept as percent signs.
    private static async Task BeUtf8(HttpRequest request, CancellationToken cancellation)
    {
        var body = new MemoryStream(); // a megabyte at most, and never on a disk
        await request.Body.CopyToAsync(body, cancellation);
        if (!Utf8.IsValid(WebUtility.UrlDecodeToBytes(body.GetBuffer(), 0, (int)body.Length))) throw GeoErrors.NoForm();
        body.Position = 0;
        request.Body = body;
    }

    /// <summary>Null where it is not there or empty.</summary>
    public string? this[string name] => fields.GetValueOrDefault(name);

    public string? Attribute(string code) => this[$"attribute[{code}]"];

    /// <exception cref="Api.ApiException">It is not there.</exception>
    public string Needed(string name) => this[name] ?? throw GeoErrors.NotGiven(name);

    /// <summary>All of it but the key, in one order: the same form again is the same text.</summary>
    public string Canonical()
    {
        var all = new StringBuilder();
        foreach (var (name, value) in fields)
            if (name != "api_key") all.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
        return all.ToString();
    }
}
