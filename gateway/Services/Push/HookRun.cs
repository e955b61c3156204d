using RealtimeGov.Domain.Hooks;
using RealtimeGov.Domain.Time;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Grains;
using RealtimeGov.Grains.Client;
using RealtimeGov.Grains.TownSettings;
using RealtimeGov.Journal.Queries;
using RealtimeGov.Projections.Hooks;
using RealtimeGov.Projections.Issues;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Push;

/// <summary>
/// Delivers one hook's updates in order. One that is not taken is tried again after longer and longer, and in the end given up and
/// kept by name; those behind it wait until then. How far it came is journalled now and then: after a crash what came since is sent
/// again, under the same ids.
/// </summary>
internal sealed class HookRun(
    string id, string gateway, ITownClient grains, IReadModel readModel, ApiReads bound, ITownDirectory town, HookSender sender, TimeProvider time)
{
    /// <summary>How much of its way a hook may go again after a crash.</summary>
    public static readonly TimeSpan KeptEvery = TimeSpan.FromSeconds(10);

    private UpdateWalk? walk;
    private long keptUs;
    private long keptAtUs;
    private string failing = "";
    private uint tries;
    private long nextUs;

    public Task Running { get; private set; } = Task.CompletedTask;

    private long NowUs => Instant.From(time.GetUtcNow());

    /// <summary>Goes on, unless it is under way already.</summary>
    public void Go(CancellationToken stopping, Action<Exception> failed)
    {
        if (Running.IsCompleted && NowUs >= nextUs) Running = Task.Run(() => Deliver(stopping, failed), CancellationToken.None);
    }

    private async Task Deliver(CancellationToken stopping, Action<Exception> failed)
    {
        try
        {
            var view = await grains.ViewHook(id, new HookQuery { Gateway = gateway, AtUs = NowUs });
            if (!view.Yours || view.Row.Ended)
            {
                walk = null; // another gateway delivers, and goes its own way from what is journalled
                return;
            }
            if ((await readModel.Query(HookAddress.Of(id), stopping)).SingleOrDefault() is not { } address) return;
            if (walk is null) (walk, keptUs, keptAtUs) = (new UpdateWalk(readModel, bound, view.Row.UpToUs), view.Row.UpToUs, NowUs);
            var grids = view.Row.Region.Length == 0 ? null : town.Regions.At(NowUs).GridsBelow(view.Row.Region).ToHashSet(StringComparer.Ordinal);
            await foreach (var update in walk.Next(stopping))
            {
                if (grids?.Contains(update.Grid) == false) walk.Told(update);
                else if (!await Delivered(address, update, stopping)) break;
            }
            await Keep();
        }
        catch (Exception) when (stopping.IsCancellationRequested) { }
        catch (Exception error) { failed(error); } // whatever it is: the next round goes on
    }

    /// <summary>False where it has to wait.</summary>
    private async Task<bool> Delivered(HookAddress address, IssueUpdate update, CancellationToken stopping)
    {
        var name = CloudEvent.IdOf(update);
        if (failing != name) (failing, tries) = (name, 0);
        if (await sender.Send(address, update, stopping) is not { } status)
        {
            walk!.Told(update);
            (failing, nextUs) = ("", 0);
            return true;
        }
        if (++tries < HookDecider.TriesMax)
        {
            nextUs = NowUs + HookDecider.WaitUs(tries);
            return false;
        }
        await grains.Change(id, new ChangeHook
        {
            AtUs = NowUs, GiveUp = new DeliveryGivenUp { IssueId = update.IssueId, Seq = update.Seq, AtUs = NowUs, Tries = tries, Status = status },
        });
        walk!.Told(update);
        (failing, nextUs) = ("", 0);
        return true;
    }

    private async Task Keep()
    {
        if (walk!.UpToUs <= keptUs || NowUs - keptAtUs < (long)KeptEvery.TotalMicroseconds) return;
        await grains.Change(id, new ChangeHook { AtUs = NowUs, Advance = new HookAdvanced { UpToUs = walk.UpToUs } });
        (keptUs, keptAtUs) = (walk.UpToUs, NowUs);
    }
}
