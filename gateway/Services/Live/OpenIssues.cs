using Microsoft.AspNetCore.SignalR;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Grains.Client;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// Who has which issue open: on this gateway at once, at the others by the issue's grain, which every gateway with such a screen tells and
/// is told by. Each screen has one slot an issue, which the newest frame overwrites.
/// </summary>
/// <param name="watcher">This gateway's name.</param>
/// <param name="failed">Told of what did not reach the grain; it is told again with the next renewal.</param>
internal sealed class OpenIssues(ITownClient grains, string watcher, TimeProvider time, Action<Exception> failed)
{
    /// <summary>Issues that one screen has open: a dispatcher looks at a few side by side.</summary>
    public const int Max = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<string, OpenIssue> open = new(StringComparer.Ordinal);
    private ulong numbers;

    public bool IsEmpty
    {
        get
        {
            lock (gate) return open.Count == 0;
        }
    }

    /// <exception cref="HubException">Too many are open on this screen.</exception>
    public void Open(Screen screen, string person, string name, string issue)
    {
        lock (gate)
        {
            if (screen.HasLeft) return;
            var isOpen = open.TryGetValue(issue, out var held);
            if (held?.Here.ContainsKey(screen) != true && open.Values.Count(one => one.Here.ContainsKey(screen)) >= Max) throw LiveRefusal.TooManyOpen();
            if (!isOpen) open[issue] = held = new OpenIssue();
            held!.Here[screen] = new Present { Person = person, Name = name, SinceUs = Instant.From(time.GetUtcNow()) };
            Changed(issue, held);
        }
    }

    /// <summary>What is not open is no error.</summary>
    public void Close(Screen screen, string issue)
    {
        lock (gate) Leave(screen, issue);
    }

    public void Forget(Screen screen)
    {
        lock (gate)
        {
            foreach (var issue in open.Where(one => one.Value.Here.ContainsKey(screen)).Select(one => one.Key).ToList()) Leave(screen, issue);
        }
    }

    /// <summary>Who has it open at the gateways, this one among them.</summary>
    public void Take(IssuePresence told)
    {
        lock (gate)
        {
            if (!open.TryGetValue(told.IssueId, out var held) || told.Number <= held.Told) return;
            held.Told = told.Number;
            List<Present> elsewhere = [.. told.Gateways.Where(one => one.Watcher != watcher).SelectMany(one => one.People)];
            if (elsewhere.SequenceEqual(held.Elsewhere)) return;
            held.Elsewhere = elsewhere;
            Show(told.IssueId, held);
        }
    }

    /// <summary>Tells the grains once more: one that was lost knows nobody.</summary>
    public void Renew()
    {
        lock (gate)
        {
            foreach (var (issue, held) in open) Tell(issue, held);
        }
    }

    // Under the gate, as all below.
    private void Leave(Screen screen, string issue)
    {
        if (!open.TryGetValue(issue, out var held) || !held.Here.Remove(screen)) return;
        if (held.Here.Count == 0) open.Remove(issue);
        Changed(issue, held);
    }

    private void Changed(string issue, OpenIssue held)
    {
        held.Number = ++numbers;
        Show(issue, held);
        Tell(issue, held);
    }

    private void Show(string issue, OpenIssue held)
    {
        var people = held.Here.Values.Concat(held.Elsewhere).OrderBy(one => one.SinceUs).ThenBy(one => one.Person, StringComparer.Ordinal).DistinctBy(one => one.Person)
            .Select(one => new PresentPerson(one.Person, one.Name, Iso.Time(one.SinceUs)));
        var frame = Frames.Message("presence", new PresenceFrame(issue, [.. people]));
        numbers++;
        foreach (var screen in held.Here.Keys) screen.OfferOnce(FrameSlot.Presence(issue), numbers, frame);
    }

    private void Tell(string issue, OpenIssue held) =>
        _ = Told(issue, new GatewayPresence { Watcher = watcher, Number = held.Number, People = { held.Here.Values.OrderBy(one => one.SinceUs).DistinctBy(one => one.Person) } });

    private async Task Told(string issue, GatewayPresence here)
    {
        await Task.Yield(); // not under the gate
        try { Take(await grains.ShowPresence(issue, here)); }
        catch (Exception error) { failed(error); }
    }

    private sealed class OpenIssue
    {
        public Dictionary<Screen, Present> Here { get; } = [];

        public IReadOnlyList<Present> Elsewhere { get; set; } = [];

        /// <summary>Of what was told last to the grain, and by it.</summary>
        public ulong Number { get; set; }

        public ulong Told { get; set; }
    }
}
