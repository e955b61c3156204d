namespace RealtimeGov.Domain.People;

/// <summary>What can be allowed, each asked for in one place. Where it holds is the grant's region and unit.</summary>
public enum Permission
{
    /// <summary>Send reports of one's own.</summary>
    Report,

    /// <summary>Send reports on behalf of somebody: a visit, the telephone, the desk.</summary>
    ReportOnBehalf,

    /// <summary>See issues, their steps and masked text.</summary>
    ReadIssues,

    /// <summary>See text and photos unmasked, for a stated purpose.</summary>
    ReadContent,

    /// <summary>Accept, decline, classify, route, join, split, feed back, close.</summary>
    Dispatch,

    /// <summary>Take over, hand back, resolve what one's unit holds.</summary>
    Handle,

    /// <summary>Verify what somebody else resolved.</summary>
    Verify,

    /// <summary>Supervise: notes that must be answered, importance, a hard matter claimed.</summary>
    Supervise,

    /// <summary>See figures and draw reports of them.</summary>
    ReadFigures,

    /// <summary>Define regions, categories, limits, calendars, the routing table.</summary>
    DefineTown,

    /// <summary>Register units, people, stewards and their roles.</summary>
    ManagePeople,

    /// <summary>Invite and revoke devices and service keys, end sessions.</summary>
    ManageDevices,

    /// <summary>Move grids, drain and refill silos.</summary>
    ManagePlacement,

    /// <summary>Read the audit.</summary>
    ReadAudit,

    /// <summary>See programmes, their items and figures.</summary>
    ReadProgrammes,

    /// <summary>Take part in programmes: claim, release, vote, note what was done.</summary>
    JoinProgrammes,

    /// <summary>Define programmes, put up their items, enter for others.</summary>
    RunProgrammes,
}
