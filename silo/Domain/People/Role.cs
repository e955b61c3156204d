using System.Collections.Frozen;

namespace RealtimeGov.Domain.People;

/// <summary>A role kind and what it allows. Kinds that differ in name alone allow the same: towns call them their own ways.</summary>
/// <param name="Name">As grants name it.</param>
/// <param name="NameZh">As people read it.</param>
/// <param name="IsTownWide">Holds for the whole installation: given at the root region alone.</param>
public sealed record Role(string Name, string NameZh, bool IsTownWide, FrozenSet<Permission> Permissions)
{
    private static readonly Permission[] Taking = [Permission.ReadProgrammes, Permission.JoinProgrammes];
    private static readonly Permission[] Reporter = [Permission.Report, .. Taking];
    private static readonly Permission[] Visitor = [Permission.Report, Permission.ReportOnBehalf, Permission.ReadIssues, .. Taking];
    private static readonly Permission[] Linking = [.. Visitor, Permission.Handle];
    private static readonly Permission[] Desk =
        [Permission.Report, Permission.ReportOnBehalf, Permission.ReadIssues, Permission.ReadContent, Permission.Dispatch, Permission.Verify, Permission.ReadFigures, .. Taking, Permission.RunProgrammes];
    private static readonly Permission[] Above = [Permission.ReadIssues, Permission.ReadContent, Permission.Supervise, Permission.ReadFigures, .. Taking];

    /// <summary>Every role there is, in the order in which pages list them. Three administrators, and none of them all three.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        Of("steward", "管家", Reporter),
        Of("stairwell_steward", "楼道长", Reporter),
        Of("red_steward", "红色管家", Visitor),
        Of("river_patroller", "河长", Reporter),
        Of("peace_secretary", "平安书记", Visitor),
        Of("first_secretary", "第一书记", Visitor),
        Of("resident_instructor", "驻村指导员", Visitor),
        Of("enterprise_contact", "企业联络员", Visitor),
        Of("linking_cadre", "联格干部", Linking),
        Of("grid_worker", "专职网格员", Linking),
        Of("handler", "办理人", [Permission.ReadIssues, Permission.ReadContent, Permission.Handle, .. Taking]),
        Of("dispatcher", "受理分流员", Desk),
        Of("supervisor", "督办员", [.. Above, Permission.Verify]),
        Of("leader", "领导", Above),
        Of("system_admin", "系统管理员", [Permission.DefineTown, Permission.ManagePlacement, Permission.ReadFigures], isTownWide: true),
        Of("security_admin", "安全管理员", [Permission.ManagePeople, Permission.ManageDevices], isTownWide: true),
        Of("audit_admin", "审计管理员", [Permission.ReadAudit], isTownWide: true),
    ];

    private static readonly FrozenDictionary<string, Role> ByName = All.ToFrozenDictionary(role => role.Name, StringComparer.Ordinal);

    /// <summary>Null where there is none of that name.</summary>
    public static Role? Find(string name) => ByName.GetValueOrDefault(name);

    private static Role Of(string name, string nameZh, Permission[] permissions, bool isTownWide = false) =>
        new(name, nameZh, isTownWide, permissions.ToFrozenSet());
}
