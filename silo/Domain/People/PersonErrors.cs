namespace RealtimeGov.Domain.People;

/// <summary>Codes of what is refused about people; docs/permissions.md has their words.</summary>
public static class PersonErrors
{
    public const string MalformedId = "person_id_malformed";
    public const string MalformedName = "person_name";
    public const string MalformedTelephone = "person_telephone";
    public const string Unknown = "person_unknown";
    public const string Taken = "person_taken";
    public const string HasLeft = "person_left";
    public const string Erased = "person_erased";
    public const string UnknownRole = "role_unknown";
    public const string UnknownRegion = "region_unknown";
    public const string UnknownUnit = "unit_unknown";
    public const string MalformedUnit = "unit_malformed";
    public const string NotAtRoot = "role_is_town_wide";
    public const string SeparateDuties = "role_excludes_another";
    public const string MalformedDates = "grant_dates";
    public const string UnknownGrant = "grant_unknown";
    public const string GrantsFull = "grants_full";
    public const string OutsideOwnRegion = "outside_own_region";
    public const string NotAllowed = "not_allowed";
}
