using System.Reflection;
using Orleans;
using Orleans.Runtime;
using RealtimeGov.Cluster.Calls;
using RealtimeGov.Cluster.Grains;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>How a region's push goes to a gateway, seen from the ear's reference.</summary>
public sealed class GrainWatchersTests
{
    private const string Address = "ear/1";

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task It_leaves_from_outside_the_actors_turn_so_that_the_answer_does_not_go_where_the_actor_moves()
    {
        TaskScheduler? left = null;
        var watchers = WatchersOf(_ =>
        {
            left = TaskScheduler.Current;
            return Task.CompletedTask;
        });
        var turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var summary = new DaySummary { Region = "V1" };
        Assert.True(await Task.Factory.StartNew(() => watchers.Push(Address, summary), default, TaskCreationOptions.DenyChildAttach, turns).Unwrap());
        Assert.Same(TaskScheduler.Default, left);
    }

    [Fact]
    public async Task A_gateway_that_gives_no_answer_is_waited_for_once_for_a_second_and_a_half()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watchers = WatchersOf(_ =>
        {
            reached.SetResult();
            return new TaskCompletionSource().Task;
        });
        var told = watchers.Push(Address, new DaySummary());
        await reached.Task;
        time.Advance(GrainWatchers.AnswerMax - TimeSpan.FromMilliseconds(1));
        Assert.False(told.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(await told.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_name_that_is_no_address_is_nobody() => Assert.False(await WatchersOf(_ => Task.CompletedTask).Push("screen", new DaySummary()));

    private GrainWatchers WatchersOf(Func<DaySummary, Task> push)
    {
        var factory = DispatchProxy.Create<IGrainFactory, OneEar>();
        ((OneEar)(object)factory).GatewayObserver = new GatewayObserver(push);
        return new GrainWatchers(factory, new GatewayObservers(), time);
    }

    private sealed class GatewayObserver(Func<DaySummary, Task> push) : IGatewayObserver
    {
        public Task Push(DaySummary summary) => push(summary);
    }

    /// <summary>A factory whose one reference is the ear at <see cref="Address"/>.</summary>
    private class OneEar : DispatchProxy
    {
        public IGatewayObserver? GatewayObserver { get; set; }

        protected override object? Invoke(MethodInfo? method, object?[]? arguments) =>
            method!.Name == nameof(IGrainFactory.GetGrain) && arguments is [GrainId id] && id.ToString() == Address ? GatewayObserver : throw new NotSupportedException(method.Name);
    }
}
