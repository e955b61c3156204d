using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Regions;
using RealtimeGov.Domain.Stewards;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Registration;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.People;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.People;

/// <summary>What an import did, or would do.</summary>
/// <param name="Rows">Lines below the heading.</param>
/// <param name="Grants">Roles that were not held before.</param>
/// <param name="Stewards">Stewards that were registered or changed.</param>
/// <param name="Faults">The first of them; none where it was done.</param>
internal sealed record PeopleImported(bool DryRun, int Rows, PeopleCount People, int Grants, int Stewards, IReadOnlyList<SheetFault> Faults, int FaultsInAll);

internal sealed record PeopleCount(int New, int Changed, int Same);

/// <summary>
/// Takes a sheet of people: everything is checked against what is so before anything changes. Should the store fail on the
/// way, the same file again completes it, because what is so already changes nothing.
/// </summary>
internal sealed class PeopleImport(AccountCache accounts, IReadModel readModel, ITownDirectory town, TownRegistry registry, TownClock clock)
{
    /// <summary>Faults that are told; a sheet with more has one cause for most of them.</summary>
    public const int FaultsMax = 200;

    /// <summary>People asked for and changed at once: enough to share commits, few beside what reports need.</summary>
    private const int UnderWayMax = 32;

    /// <param name="caller">Registers within the own region.</param>
    /// <exception cref="Grains.NotDurableException">The store did not answer: some of it may be done.</exception>
    public async Task<PeopleImported> Run(IReadOnlyList<SheetRow> rows, Caller caller, bool dryRun, CancellationToken cancellation)
    {
        var (today, tree) = (clock.Today(), town.Regions.At(clock.NowUs));
        var sheet = PeopleSheet.Read(rows, today);
        var plan = await Plan(sheet, caller, tree, today, cancellation);
        var faults = sheet.Faults.OrderBy(fault => fault.Line).ToList();
        if (faults.Count > 0 || dryRun) return Told(plan, dryRun, rows.Count - 1, faults);
        await Do(plan, caller.Origin());
        return Told(plan, dryRun, rows.Count - 1, faults);
    }

    private static PeopleImported Told(List<PersonPlan> plan, bool dryRun, int rows, List<SheetFault> faults) => new(
        dryRun, rows,
        new PeopleCount(plan.Count(person => person.IsNew), plan.Count(person => !person.IsNew && person.Register is not null), plan.Count(person => !person.IsNew && person.Register is null)),
        plan.Sum(person => person.Grants.Count), plan.Count(person => person.Steward is not null), [.. faults.Take(FaultsMax)], faults.Count);

    private async Task<List<PersonPlan>> Plan(PeopleSheet sheet, Caller caller, TreeOfDay tree, int today, CancellationToken cancellation)
    {
        var units = (await readModel.Query(UnitRow.All, cancellation)).Where(row => !row.Unit.Closed).Select(row => row.Unit.Id).ToHashSet(StringComparer.Ordinal);
        var decider = new PersonDecider(tree, units.Contains, today);
        var people = sheet.Lines.GroupBy(line => line.Id, StringComparer.Ordinal).ToList();
        var views = new PersonView[people.Count];
        await Parallel.ForAsync(0, people.Count, new ParallelOptions { MaxDegreeOfParallelism = UnderWayMax, CancellationToken = cancellation }, async (at, _) =>
            views[at] = PersonId.IsId(people[at].Key) ? await accounts.PersonNow(people[at].Key) : new PersonView());
        return [.. people.Select((lines, at) => Plan(sheet, [.. lines], views[at], decider, caller, tree, today))];
    }

    private PersonPlan Plan(PeopleSheet sheet, List<PersonLine> lines, PersonView view, PersonDecider decider, Caller caller, TreeOfDay tree, int today)
    {
        var plan = new PersonPlan(lines[0].Id, !view.Found);
        var state = StateOf(plan.Id, view);
        var telephone = lines.Select(line => line.Telephone).FirstOrDefault(text => text.Length > 0) ?? view.Telephone;
        var register = new RegisterPerson { Name = lines[0].Name, Telephone = telephone };
        var known = view.Found ? new RegisterPerson { Name = view.Name, Telephone = view.Telephone } : null;
        var decision = PersonDecider.Register(state, register, known);
        if (decision.Refused.Length > 0) Refuse(sheet, lines[0], ColumnOf(decision.Refused), decision.Refused, decision.Detail);
        else if (decision.Event is { } registered)
        {
            plan.Register = register;
            state.Apply(registered);
        }
        foreach (var line in lines)
        {
            if (line.Grant is { } grant) PlanGrant(sheet, line, grant, plan, state, decider, caller, tree, today);
            if (line.Steward is { } steward) PlanSteward(sheet, line, steward, plan, caller, tree, today);
        }
        return plan;
    }

    private static void PlanGrant(PeopleSheet sheet, PersonLine line, Grant grant, PersonPlan plan, PersonState state, PersonDecider decider, Caller caller, TreeOfDay tree, int today)
    {
        // A name that could not be registered has its fault already.
        if (!state.IsRegistered) return;
        var decision = decider.Give(state, grant);
        if (decision.Refused.Length > 0) Refuse(sheet, line, ColumnOf(decision.Refused), decision.Refused, decision.Detail);
        else if (!caller.MayAt(Permission.ManagePeople, grant.Region, "", tree, today)) RefuseRegion(sheet, line, PeopleSheet.Region, grant.Region);
        else if (decision.Event is { } given)
        {
            plan.Grants.Add(grant);
            state.Apply(given);
        }
    }

    private void PlanSteward(PeopleSheet sheet, PersonLine line, Steward steward, PersonPlan plan, Caller caller, TreeOfDay tree, int today)
    {
        var fault = StewardRules.Check(steward, tree);
        if (fault == "unit_unknown") sheet.Fault(line.Line, sheet.Headed(PeopleSheet.Trade), fault, "names no trade of today's tree", "不是今日的行业");
        else if (fault == "home_grid_unknown") sheet.Fault(line.Line, sheet.Headed(PeopleSheet.HomeGrid), fault, "names no grid of today's tree", "不是今日的网格");
        else if (fault is not null) Refuse(sheet, line, PeopleSheet.Id, PersonErrors.MalformedId, PersonId.Rule);
        else if (!caller.MayAt(Permission.ManagePeople, steward.HomeGrid, "", tree, today)) RefuseRegion(sheet, line, PeopleSheet.HomeGrid, steward.HomeGrid);
        else if (plan.Steward is { } other && !other.Equals(steward))
            sheet.Fault(line.Line, sheet.Headed(PeopleSheet.HomeGrid), "steward_twice", "a steward has one home grid: an earlier line names another", "管家只有一个所属网格，前面的行已写另一个");
        else if (!steward.Equals(town.Stewards.Find(steward.Id))) plan.Steward = steward;
    }

    private async Task Do(List<PersonPlan> plan, CommandOrigin origin)
    {
        // No caller's cancellation goes with it: what is begun is done.
        await Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = UnderWayMax }, async (person, _) =>
        {
            if (person.Register is { } register) await Change(person.Id, new ChangePerson { Register = register });
            foreach (var grant in person.Grants) await Change(person.Id, new ChangePerson { Give = grant });

            async Task Change(string id, ChangePerson change)
            {
                (change.AtUs, change.Origin) = (clock.NowUs, origin);
                var reply = await accounts.Change(id, change);
                // Somebody else changed the same person since it was checked.
                if (reply.Refused.Length > 0) throw IdentityErrors.Refused(reply.Refused, reply.Detail);
            }
        });
        var stewards = plan.Select(person => person.Steward).OfType<Steward>().ToList();
        if (stewards.Count > 0) await registry.Stewards(stewards, origin);
    }

    // The same rules as the grain's, on a state that the view tells.
    private static PersonState StateOf(string id, PersonView view)
    {
        var state = new PersonState(id);
        if (!view.Found) return state;
        state.Apply(new PersonEvent { Registered = new PersonRegistered() });
        foreach (var grant in view.Grants) state.Apply(new PersonEvent { Granted = new GrantGiven { Grant = grant } });
        if (view.HasLeft) state.Apply(new PersonEvent { Left = new PersonLeft() });
        return state;
    }

    private static void Refuse(PeopleSheet sheet, PersonLine line, string column, string code, string detail)
    {
        var error = IdentityErrors.Refused(code, detail).Error;
        sheet.Fault(line.Line, sheet.Headed(column), code, error.Message, error.MessageZh);
    }

    private static void RefuseRegion(PeopleSheet sheet, PersonLine line, string column, string region)
    {
        var error = IdentityErrors.OutsideOwnRegion(region).Error;
        sheet.Fault(line.Line, sheet.Headed(column), error.Code, error.Message, error.MessageZh);
    }

    private static string ColumnOf(string code) => code switch
    {
        PersonErrors.MalformedName => PeopleSheet.Name,
        PersonErrors.MalformedTelephone => PeopleSheet.Telephone,
        PersonErrors.UnknownRole or PersonErrors.NotAtRoot or PersonErrors.SeparateDuties or PersonErrors.GrantsFull => PeopleSheet.RoleName,
        PersonErrors.UnknownRegion => PeopleSheet.Region,
        PersonErrors.UnknownUnit => PeopleSheet.UnitId,
        PersonErrors.MalformedDates => PeopleSheet.Until,
        _ => PeopleSheet.Id,
    };

    private sealed class PersonPlan(string id, bool isNew)
    {
        public string Id => id;

        public bool IsNew => isNew;

        public RegisterPerson? Register { get; set; }

        public List<Grant> Grants { get; } = [];

        public Steward? Steward { get; set; }
    }
}
