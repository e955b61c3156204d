using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.Grids;
using RealtimeGov.Domain.Taxonomy;
using RealtimeGov.Domain.Time;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Open311;

/// <summary>A service request that somebody posts, as a report. Names, telephones and addresses of persons are not looked at, and so not kept.</summary>
/// <param name="Report">Whose it is and by which road it came is the key's word.</param>
/// <param name="Rest">What its text has no room for, in pieces.</param>
/// <param name="HasOwnTime">The sender says when it was observed; else it is now, and another now when it is sent again.</param>
internal sealed record ForeignReport(Report Report, IReadOnlyList<string> Rest, bool HasOwnTime)
{
    /// <summary>Characters of all that is written, four thousand of which are the standard's.</summary>
    public const int WordsMax = 4 * ReportChecks.TextMax;

    public const string ExternalId = "external_id", ObservedAt = "observed_at", Answer = "answer";

    /// <exception cref="Api.ApiException">Something that is needed is missing or malformed, or there is no such service.</exception>
    public static ForeignReport Of(GeoForm form, IHeaderDictionary headers, string service, Categories categories, string serviceName, long nowUs)
    {
        var observedUs = GeoTime.Read(form.Attribute(ObservedAt), $"attribute[{ObservedAt}]");
        var pieces = Pieces(Words(form, serviceName));
        var report = new Report
        {
            ReportId = ReportIds.Format(IdOf(form, headers, service, nowUs)),
            Category = form.Needed("service_code"),
            GridCode = form["address_id"] ?? "",
            Text = pieces[0],
            ObservedAt = Instant.ToTimestamp(observedUs ?? nowUs),
        };
        if (categories.Find(report.Category) is null && report.Category != Categories.Unclassified) throw GeoErrors.UnknownService(report.Category);
        if (Position(form) is { } place) report.Location = place;
        else if (report.GridCode.Length == 0) throw GeoErrors.NoLocation();
        return new ForeignReport(report, pieces[1..], observedUs is not null);
    }

    // By the sender's own name for it, else by all that it says on that day: what is sent again because no answer came is the same.
    private static Guid IdOf(GeoForm form, IHeaderDictionary headers, string service, long nowUs)
    {
        var own = headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : form.Attribute(ExternalId) ?? form.Attribute("fixmystreet_id");
        return own is not null
            ? DerivedId.Of("report", service, own)
            : DerivedId.Of("report by its content", service, $"{nowUs / (24 * Instant.HourUs)} {form.Canonical()}");
    }

    private static GeoPoint? Position(GeoForm form)
    {
        if (form["lat"] is null && form["long"] is null) return null;
        return new GeoPoint { Latitude = Degrees(form, "lat"), Longitude = Degrees(form, "long") };
    }

    private static double Degrees(GeoForm form, string name) =>
        double.TryParse(form.Needed(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees)
            ? degrees
            : throw GeoErrors.Malformed(name, "must be a number of degrees", "应为度数");

    /// <summary>What was written, line by line; links to media are kept as they are, and nobody follows them.</summary>
    private static string Words(GeoForm form, string serviceName)
    {
        var lines = new[] { form["description"], form["address_string"], form["media_url"] }.OfType<string>().Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        return lines.Count > 0 ? string.Join('\n', lines) : serviceName;
    }

    internal static List<string> Pieces(string words)
    {
        var (pieces, piece, left) = (new List<string>(), new StringBuilder(), ReportChecks.TextMax);
        foreach (var rune in words.EnumerateRunes())
        {
            if (left-- == 0)
            {
                pieces.Add(piece.ToString());
                if (pieces.Count * ReportChecks.TextMax >= WordsMax) throw GeoErrors.Malformed("description", $"has at most {WordsMax} characters", $"至多 {WordsMax} 个字符");
                (_, left) = (piece.Clear(), ReportChecks.TextMax - 1);
            }
            piece.Append(rune);
        }
        return [.. pieces, piece.ToString()];
    }
}
