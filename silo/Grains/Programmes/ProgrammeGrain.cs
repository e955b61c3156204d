using Google.Protobuf;
using Orleans;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Journal.Stores;
using RealtimeGov.Journal.Streams;
using RealtimeGov.Projections.Programmes;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains.Programmes;

/// <summary>A programme of any kind: what it is asked for is decided one after another, so that a last place goes once.</summary>
[GrainType(GrainNames.Programme)]
public sealed class ProgrammeGrain(SiloContext silo) : StreamGrain<Programme>(silo), IProgrammeGrain
{
    public async Task<ProgrammeReply> Change(ChangeProgramme command)
    {
        using var request = Admit();
        ProgrammeReading? read = null;
        var (reply, undone) = await Run(
            state => read?.Seq == state.Seq || !ProgrammeReading.IsNeeded(state, command.Acts) ? null : Read(state),
            state => Decide(state, command, read));
        return undone == CommitStatus.Committed ? reply! : throw new NotDurableException($"{Key} was not changed: {undone}. Send it again.");

        // What was decided before must be durable, else an answer that is on its way to the store would not be read.
        async Task Read(Programme state)
        {
            await Settled;
            read = await ProgrammeReading.Of(state, command.Acts, Stream, Silo.Town.Regions.At(command.AtUs), Silo.ReadModel, Silo.Stopping);
        }
    }

    protected override ulong SeqOf(Programme state) => state.Seq;

    protected override Programme Fold(StreamHistory history)
    {
        var state = ProgrammeKinds.Create(Key);
        foreach (var facts in history.Tail) state.Apply(ProgrammeEvent.Parser.ParseFrom(facts.AsSpan()));
        return state;
    }

    private Decided<ProgrammeReply> Decide(Programme state, ChangeProgramme command, ProgrammeReading? read)
    {
        var tree = Silo.Town.Regions.At(command.AtUs);
        var by = command.Origin?.PrincipalId ?? "";
        var date = LocalDay.Of(command.AtUs, tree.ZoneOf(state.Defined?.Region ?? ""));
        var batch = ProgrammeBatch.Decide(state, command.Acts, new ActContext(by, command.Units, command.AtUs, date, tree) { Contents = read?.Contents ?? [], Programmes = read?.Programmes ?? [], Matters = read?.Matters ?? [] });
        var reply = new ProgrammeReply { Faults = { batch.Faults }, FaultsInAll = (uint)batch.FaultsInAll, Changed = (uint)batch.Changed, Version = state.Seq };
        if (command.DryRun || batch.Steps.Count == 0) return new(reply);

        var (envelope, rows, first) = (CommandContext.Of(command, Silo).Envelope(Silo), new ReadRows(), state.Seq + 1);
        var (run, events) = (new List<Recorded<ProgrammeEvent>>(), new List<JournalEvent>());
        foreach (var (e, content) in batch.Steps)
        {
            state.Apply(e);
            run.Add(new Recorded<ProgrammeEvent>(state.Seq, e, envelope));
            // Nobody's reports: what somebody wrote here is found by its place alone.
            events.Add(ProgrammeStream.Kind.ToJournal(e, (int)e.KindCase, content is null ? null : new ContentRow("", date, content.ToByteArray())));
        }
        ProgrammeStream.Kind.Project(new StreamRun<ProgrammeEvent>(Stream, Key, run), state, rows);
        reply.Version = state.Seq;
        var erasures = run.Where(one => state.Erases(one.Event)).Select(one => new Erasure(Stream, 1, one.Seq - 1)).ToList();
        return new(reply, new Draft(envelope, [new StreamSlice(Stream, first, events)], [], rows) { Erasures = erasures });
    }
}
