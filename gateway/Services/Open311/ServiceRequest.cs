using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Taxonomy;

namespace RealtimeGov.Gateway.Open311;

/// <summary>A service request as it is told: what everybody may know, and beside it what whoever reported it is told.</summary>
/// <param name="State">The stage by its row's name.</param>
/// <param name="OpenedUs">Microseconds since 1970-01-01T00:00Z.</param>
/// <param name="Description">What was reported, for the key that reported it; null for everybody else.</param>
/// <param name="Notes">What the reporters were told or asked, for the same; null where nothing was.</param>
internal sealed record ServiceRequest(string Id, string State, string Category, string Grid, long OpenedUs, long UpdatedUs, string? Description = null, string? Notes = null)
{
    public GeoRecord Told(Categories categories, TreeOfDay tree, GridPoints points, bool isEnglish)
    {
        var place = points.Of(Grid, tree);
        return new GeoRecord(
            ("service_request_id", Id), ("status", GeoStatus.Of(State)), ("status_notes", Notes ?? GeoStatus.Words(State, isEnglish)),
            ("service_name", ServiceList.NameOf(Category, categories, isEnglish)), ("service_code", Category), ("description", Description),
            ("agency_responsible", null), ("service_notice", null),
            ("requested_datetime", GeoTime.Of(GeoTime.Rounded(OpenedUs))), ("updated_datetime", GeoTime.Of(UpdatedUs == OpenedUs ? GeoTime.Rounded(OpenedUs) : UpdatedUs)),
            ("expected_datetime", null), ("address", tree.NameOf(Grid)), ("address_id", Grid), ("zipcode", null),
            ("lat", place?.Latitude), ("long", place?.Longitude), ("media_url", null));
    }
}

/// <summary>That a service request came to stand somewhere else.</summary>
/// <param name="Status">As FixMyStreet names them.</param>
internal sealed record RequestUpdate(string Id, string RequestId, string Status, string Words, long AtUs)
{
    public GeoRecord Told() => new(
        ("update_id", Id), ("service_request_id", RequestId), ("status", Status), ("description", Words), ("updated_datetime", GeoTime.Of(AtUs)), ("media_url", null));
}
