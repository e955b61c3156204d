using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes;

/// <summary>
/// A programme as its events have made it: what was defined, and its items. A kind adds what it decides and how its events
/// change an item; everything else is here.
/// </summary>
public abstract class Programme(string id)
{
    /// <summary>A town's households are the most that a programme is about.</summary>
    public const int ItemsMax = 20_000;

    private readonly SortedDictionary<string, ProgrammeItem> items = new(StringComparer.Ordinal);
    private readonly List<ProgrammeEvent> events = [];
    private readonly Dictionary<string, ProgrammeEvent> firstOf = new(StringComparer.Ordinal); // by item, what put it up
    private readonly List<List<ProgrammeItem>> touched = []; // by each event, from the first
    private List<ProgrammeItem> touching = [];

    public string Id => id;

    public ulong Seq => (ulong)events.Count;

    /// <summary>Null until it is defined.</summary>
    public ProgrammeDefined? Defined { get; private set; }

    /// <summary>Of the programme itself; a kind may close it.</summary>
    public string State { get; protected set; } = "open";

    public long ChangedAtUs { get; private set; }

    /// <summary>Of the last event of the programme itself with which somebody wrote something; 0 where nobody did.</summary>
    public ulong TextSeq { get; private set; }

    public IReadOnlyDictionary<string, ProgrammeItem> Items => items;

    protected abstract ProgrammeKind KindOf { get; }

    /// <summary>Decides on one act. It changes nothing: what it returns has still to be applied.</summary>
    public ProgrammeDecision Decide(ProgrammeAct sent, ActContext context)
    {
        if (KindOf.Find(sent.Action) is not { } action) return ProgrammeDecision.Refuse(ProgrammeRefusals.ActionUnknown, $"'{sent.Action}' is none of {string.Join(", ", KindOf.Actions.Select(one => one.Name))}");
        if (Defined is null && action != KindOf.Define) return ProgrammeDecision.Refuse(ProgrammeRefusals.NotDefined, $"'{id}'");
        if (action.Runs && !sent.Runs) return ProgrammeDecision.Refuse(ProgrammeRefusals.NotOwn, $"'{action.Name}' is for whoever runs the programme");
        if (ActForm.FaultOf(action, sent, action == KindOf.Define ? "" : Defined!.Region, context.By, context.Tree) is { } fault) return fault;
        var act = new Act(sent, context);
        return action == KindOf.Define ? Define(sent, act) : Decide(act);
    }

    public void Apply(ProgrammeEvent e)
    {
        events.Add(e);
        if (e.Item.Length > 0) firstOf.TryAdd(e.Item, e);
        touching = [];
        ChangedAtUs = e.AtUs;
        if (e.HasText && e.Item.Length == 0 && ShowsTextOf(e)) TextSeq = Seq;
        if (e.Defined is { } defined) Defined = defined;
        else Change(e);
        foreach (var item in touching)
        {
            item.Seq = Seq;
            if (e.HasText && ShowsTextOf(e)) item.TextSeq = Seq;
        }
        touched.Add(touching);
    }

    /// <summary>The same, to decide further acts on without deciding them.</summary>
    public Programme Copy()
    {
        var copy = KindOf.Create(id);
        foreach (var e in events) copy.Apply(e);
        return copy;
    }

    /// <summary>The items that the events from <paramref name="first"/> to <paramref name="last"/> changed, each once.</summary>
    public IEnumerable<ProgrammeItem> TouchedBy(ulong first, ulong last) => touched.Skip((int)first - 1).Take((int)(last - first) + 1).SelectMany(one => one).Distinct();

    /// <summary>Sums of the programme that need no clock, by the names of the kind's figures.</summary>
    public abstract IReadOnlyDictionary<string, long> Figures();

    /// <summary>True of an act that is decided on what was written before it: <see cref="ActContext.Contents"/> has to be there.</summary>
    public virtual bool DecidesOnContents(string action) => false;

    /// <summary>The kinds whose figures an act is decided on: <see cref="ActContext.Programmes"/> has to be there. Empty for all others.</summary>
    public virtual IReadOnlyList<string> DecidesOnKinds(string action) => [];

    /// <summary>True of an act that is decided on what is open: <see cref="ActContext.Matters"/> has to be there.</summary>
    public virtual bool DecidesOnMatters(string action) => false;

    /// <summary>True of an event with which everything that was written of the programme before is erased.</summary>
    public virtual bool Erases(ProgrammeEvent e) => false;

    public ProgrammeRow ToRow() => new()
    {
        Title = Defined!.Title, Region = Defined.Region, State = State, Figures = { Figures().ToDictionary() }, Numbers = { Defined.Numbers }, Words = { Defined.Words },
        ChangedAtUs = ChangedAtUs,
    };

    protected abstract ProgrammeDecision Decide(Act act);

    protected abstract void Change(ProgrammeEvent e);

    /// <summary>False where what was written is for sums alone, and is shown to nobody.</summary>
    protected virtual bool ShowsTextOf(ProgrammeEvent e) => true;

    /// <summary>Null, or why a definition that is as the form wants it will not do.</summary>
    protected virtual ProgrammeDecision? FaultOf(ProgrammeDefined defined) => null;

    /// <summary>A setting of the definition, or what holds where it was not set.</summary>
    protected long Setting(string name, long otherwise) => Defined!.Numbers.TryGetValue(name, out var number) ? number : otherwise;

    protected ProgrammeItem? Find(string item) => items.GetValueOrDefault(item);

    protected ProgrammeItem? Find(string item, string part) => Find(item) is { } found && found.Part == part ? found : null;

    protected IEnumerable<ProgrammeItem> All(string part) => items.Values.Where(item => item.Part == part);

    /// <summary>In the course of an event: the item is changed by it.</summary>
    protected ProgrammeItem Touch(string item)
    {
        var found = items.GetValueOrDefault(item) ?? throw new InvalidOperationException($"programme {id}: an event of an item '{item}' that there is not");
        touching.Add(found);
        return found;
    }

    /// <inheritdoc cref="Touch"/>
    protected ProgrammeItem Add(string item, string part, string state)
    {
        var added = new ProgrammeItem(item, part) { State = state, Region = Defined?.Region ?? "" };
        items[item] = added;
        touching.Add(added);
        return added;
    }

    /// <summary>
    /// Puts up an item. Of an id that there is already, the same event again changes nothing and another is refused.
    /// </summary>
    protected ProgrammeDecision PutUp(ProgrammeEvent e)
    {
        if (items.Count >= ItemsMax && !items.ContainsKey(e.Item)) return ProgrammeDecision.Refuse(ProgrammeRefusals.ItemsFull, $"at most {ItemsMax}");
        if (!items.ContainsKey(e.Item)) return ProgrammeDecision.Of(e);
        // An item that came with another, as a plan's visit does, was put up as nothing that could be asked for again.
        if (firstOf.GetValueOrDefault(e.Item)?.Clone() is not { } made) return ProgrammeDecision.Refuse(ProgrammeRefusals.ItemTaken, $"'{e.Item}'");
        (made.By, made.AtUs, made.Date, made.HasText) = (e.By, e.AtUs, e.Date, e.HasText);
        return made.Equals(e) ? ProgrammeDecision.Unchanged : ProgrammeDecision.Refuse(ProgrammeRefusals.ItemTaken, $"'{e.Item}' was put up as something else");
    }

    protected static ProgrammeDecision UnknownItem(Act act) => ProgrammeDecision.Refuse(ProgrammeRefusals.ItemUnknown, $"'{act.Item}'");

    protected static ProgrammeDecision Stands(ProgrammeItem item) => ProgrammeDecision.Refuse(ProgrammeRefusals.StateForbids, $"'{item.Id}' is {item.State}");

    private ProgrammeDecision Define(ProgrammeAct sent, Act act)
    {
        var defined = new ProgrammeDefined { Title = act.Word("title"), Region = act.Word("region"), Numbers = { sent.Numbers } };
        foreach (var (name, word) in sent.Words)
            if (name is not ("title" or "region")) defined.Words[name] = word;
        // Items lie where they lie: a programme does not leave them.
        if (Defined is not null && Defined.Region != defined.Region && items.Count > 0) return ProgrammeDecision.Refuse(ProgrammeRefusals.RegionOutside, $"it has items in '{Defined.Region}'");
        if (defined.Equals(Defined)) return ProgrammeDecision.Unchanged;
        if (FaultOf(defined) is { } fault) return fault;
        var e = act.Event("");
        e.Defined = defined;
        return ProgrammeDecision.Of(e);
    }
}
