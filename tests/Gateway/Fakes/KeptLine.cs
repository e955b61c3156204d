using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using RealtimeGov.Gateway.Live;

namespace RealtimeGov.Gateway.Tests.Fakes;

/// <summary>A line that takes every frame at once and keeps its event's name.</summary>
internal sealed class KeptLine : IScreenLine
{
    private readonly ConcurrentQueue<string> events = new();

    public IReadOnlyCollection<string> Events => events;

    public ValueTask Write(SerializedHubMessage frame)
    {
        events.Enqueue(((InvocationMessage)frame.Message!).Target);
        return ValueTask.CompletedTask;
    }

    public void Abort()
    {
    }
}
