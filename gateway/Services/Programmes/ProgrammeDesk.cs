using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>Who may do what with a programme, and how it is asked.</summary>
internal sealed class ProgrammeDesk(ITownClient grains, ITownDirectory town, IReadModel readModel, TownClock clock, DecisionSteps decisions)
{
    public static ProgrammeKind KindOf(string kind) => ProgrammeKinds.Find(kind) ?? throw ProgrammeErrors.KindUnknown(kind);

    /// <summary>The programme, of somebody who may see it.</summary>
    public async Task<(ProgrammeKind Kind, ListedProgramme Programme)> Find(Caller caller, string kind, string id, CancellationToken aborted)
    {
        var known = KindOf(kind);
        var found = (await readModel.Query(ListedProgramme.Of(kind, id), aborted)).SingleOrDefault() ?? throw ProgrammeErrors.Unknown(id);
        if (!MayNear(caller, Permission.ReadProgrammes, found.Row.Region)) throw DeskErrors.NotAllowed(Permission.ReadProgrammes, found.Row.Region);
        return (known, found);
    }

    /// <summary>Whoever runs the programme, or handles the texts of its region, sees who holds what; all others see numbers and themselves.</summary>
    public bool SeesPeople(Caller caller, string region) => May(caller, Permission.RunProgrammes, region) || May(caller, Permission.ReadContent, region);

    public bool May(Caller caller, Permission permission, string region) => caller.MayAt(permission, region, "", town.Regions.At(clock.NowUs), clock.Today());

    /// <summary>In the region or above it, or somewhere below it: a town's programme is for the people of its villages.</summary>
    public bool MayNear(Caller caller, Permission permission, string region)
    {
        var (tree, today) = (town.Regions.At(clock.NowUs), clock.Today());
        return caller.MayAt(permission, region, "", tree, today) || Domain.People.Access.RegionsOf(caller.Grants, permission, tree, today).Any(own => Domain.People.Access.IsWithin(own, region, tree));
    }

    /// <summary>Defines a programme, or replaces its definition.</summary>
    public async Task<ProgrammeReply> Define(HttpContext http, string kind, string id, CancellationToken aborted)
    {
        var known = KindOf(kind);
        if (!ProgrammeKinds.IsKey(ProgrammeKinds.KeyOf(kind, id))) throw ProgrammeErrors.IdMalformed();
        var (act, command) = await ActBody.Read(http.Request, known.Define);
        var region = act.Words.GetValueOrDefault("region", "");
        if (region.Length > 0 && town.Regions.At(clock.NowUs).Find(region) is null) throw ApiErrors.UnknownRegion(region);
        Need(http.Caller(), Permission.RunProgrammes, region);
        // Nobody takes another region's programme to the own one.
        if ((await readModel.Query(ListedProgramme.Of(kind, id), aborted)).SingleOrDefault() is { } held) Need(http.Caller(), Permission.RunProgrammes, held.Row.Region);
        act.Runs = true;
        return await Change(http, known, id, [act], command, dryRun: false);
    }

    /// <summary>Does one act.</summary>
    public async Task<ProgrammeReply> Act(HttpContext http, string kind, string id, string action, CancellationToken aborted)
    {
        var (known, programme) = await Find(http.Caller(), kind, id, aborted);
        var form = known.Actions.FirstOrDefault(one => one.Name == action)
            ?? throw ApiErrors.Of(StatusCodes.Status404NotFound, ProgrammeRefusals.ActionUnknown,
                $"{ApiErrors.Echo(action)} is none of {string.Join(", ", known.Actions.Select(one => one.Name))}.", $"没有操作 {ApiErrors.Echo(action)}：{string.Join("、", known.Actions.Select(one => one.Name))}。");
        var runs = May(http.Caller(), Permission.RunProgrammes, programme.Row.Region);
        if (form.Runs && !runs) throw DeskErrors.NotAllowed(Permission.RunProgrammes, programme.Row.Region);
        if (!runs && !MayNear(http.Caller(), Permission.JoinProgrammes, programme.Row.Region)) throw DeskErrors.NotAllowed(Permission.JoinProgrammes, programme.Row.Region);
        var (act, command) = await ActBody.Read(http.Request, form);
        act.Runs = runs;
        // The step first: what the loop refuses is not decided. Sent again, both are what they were.
        if (DecisionSteps.IsOne(known, act) && (await Change(http, known, id, [act], command, dryRun: true)).Changed > 0) await decisions.Take(http.Caller(), id, act, aborted);
        return await Change(http, known, id, [act], command, dryRun: false);
    }

    /// <summary>Does one act of which the caller's right to it is known.</summary>
    public async Task<ProgrammeReply> Change(Caller caller, ProgrammeKind kind, string id, ProgrammeAct act)
    {
        var reply = await grains.Change(ProgrammeKinds.KeyOf(kind.Name, id), new ChangeProgramme { AtUs = clock.NowUs, Acts = { act }, Origin = caller.Origin() });
        return reply.FaultsInAll == 0 ? reply : throw ProgrammeErrors.Refused(kind, reply.Faults[0]);
    }

    /// <summary>Does a sheet's acts, all of them or none; of what is refused the reply tells.</summary>
    public async Task<ProgrammeReply> Import(HttpContext http, ProgrammeKind kind, ListedProgramme programme, IReadOnlyList<ProgrammeAct> acts, bool dryRun)
    {
        Need(http.Caller(), Permission.RunProgrammes, programme.Row.Region);
        if (acts.Any(act => DecisionSteps.IsOne(kind, act))) throw ProgrammeErrors.Field(ProgrammeRefusals.FieldMalformed, "step", "is taken with one decision at a time, by no sheet", "须逐项登记，不能用表格导入");
        foreach (var act in acts) act.Runs = true;
        return await Ask(http, kind, programme.Id, acts, null, dryRun);
    }

    private async Task<ProgrammeReply> Change(HttpContext http, ProgrammeKind kind, string id, IReadOnlyList<ProgrammeAct> acts, Guid? commandId, bool dryRun)
    {
        var reply = await Ask(http, kind, id, acts, commandId, dryRun);
        return reply.FaultsInAll == 0 ? reply : throw ProgrammeErrors.Refused(kind, reply.Faults[0]);
    }

    private Task<ProgrammeReply> Ask(HttpContext http, ProgrammeKind kind, string id, IReadOnlyList<ProgrammeAct> acts, Guid? commandId, bool dryRun)
    {
        var (caller, today) = (http.Caller(), clock.Today());
        var origin = caller.Origin();
        if (commandId is { } given) origin.CommandId = ByteString.CopyFrom(given.ToByteArray(bigEndian: true));
        return grains.Change(ProgrammeKinds.KeyOf(kind.Name, id), new ChangeProgramme
        {
            AtUs = clock.NowUs, Acts = { acts }, DryRun = dryRun, Origin = origin,
            Units = { caller.Grants.Where(grant => grant.Unit.Length > 0 && Domain.People.Access.Holds(grant, today)).Select(grant => grant.Unit).Distinct() },
        });
    }

    private void Need(Caller caller, Permission permission, string region)
    {
        if (!May(caller, permission, region)) throw DeskErrors.NotAllowed(permission, region);
    }
}
