using System.Reflection;
using Orleans;
using Orleans.Runtime;
using RealtimeGov.Cluster.Calls;
using RealtimeGov.Grains.Regions;
using RealtimeGov.Protos;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Contract.Tests.Cluster;

/// <summary>How a region's push goes to a gateway, seen from the observer's reference.</summary>
public sealed class ObserverCallsTests
{
    private const string Address = "observer/1";

    private readonly GatewayObservers gateways = new();
    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task It_leaves_from_outside_the_grains_turn_so_that_the_answer_does_not_go_where_the_grain_moves()
    {
        TaskScheduler? left = null;
        var watchers = CallsTo(_ =>
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
        var watchers = CallsTo(_ =>
        {
            reached.SetResult();
            return new TaskCompletionSource().Task;
        });
        var told = watchers.Push(Address, new DaySummary());
        await reached.Task;
        time.Advance(ObserverCalls.AnswerMax - TimeSpan.FromMilliseconds(1));
        Assert.False(told.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(await told.WaitAsync(Patience.Max));
    }

    [Fact]
    public async Task A_name_that_is_no_address_is_nobody() => Assert.False(await CallsTo(_ => Task.CompletedTask).Push("screen", new DaySummary()));

    private ObserverCalls CallsTo(Func<DaySummary, Task> push)
    {
        var factory = DispatchProxy.Create<IGrainFactory, OneObserver>();
        ((OneObserver)(object)factory).GatewayObserver = new GatewayObserver(push);
        return new ObserverCalls(factory, gateways, time);
    }

    private sealed class GatewayObserver(Func<DaySummary, Task> push) : IGatewayObserver
    {
        public Task Changed(DeskChanges changes) => Task.CompletedTask;

        public Task Push(DaySummary summary) => push(summary);
    }

    /// <summary>A factory whose one reference is the observer at <see cref="Address"/>.</summary>
    private class OneObserver : DispatchProxy
    {
        public IGatewayObserver? GatewayObserver { get; set; }

        protected override object? Invoke(MethodInfo? method, object?[]? arguments) =>
            method!.Name == nameof(IGrainFactory.GetGrain) && arguments is [GrainId id] && id.ToString() == Address ? GatewayObserver : throw new NotSupportedException(method.Name);
    }
}
