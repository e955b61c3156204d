namespace RealtimeGov.Domain.Placement;

/// <summary>Why a change of the placement is refused; docs/contracts/admin.md says each in words.</summary>
public static class PlacementErrors
{
    public const string UnknownGrid = "unknown_grid";
    public const string UnknownSilo = "unknown_silo";
    public const string SiloDraining = "silo_draining";
    public const string SiloDead = "silo_dead";
    public const string LastSilo = "last_silo";
    public const string NotDraining = "not_draining";
    public const string PlacementChanged = "placement_changed";
    public const string MalformedPlan = "malformed_plan";
    public const string MalformedBy = "malformed_by";
    public const string MalformedWeight = "malformed_weight";
}
