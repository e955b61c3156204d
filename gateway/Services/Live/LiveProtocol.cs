using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using RealtimeGov.Json;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// The hub's JSON protocol, which skips messages of types that it does not know, as the protocol asks. The one beneath says
/// "nothing complete yet" of them: SignalR then keeps them at the front of what it has read, and no message behind them is
/// ever answered on that connection. What is skipped counts towards <see cref="LiveHub.MessageBytesMax"/> until a message of
/// a known type follows. A message that names a member twice is refused.
/// </summary>
internal sealed class LiveProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private const byte RecordSeparator = 0x1e;

    private readonly JsonHubProtocol json = new(options);

    public string Name => json.Name;

    public int Version => json.Version;

    public TransferFormat TransferFormat => json.TransferFormat;

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        // Each round takes a message off the input or is the last.
        for (var left = input.Length; ; left = input.Length)
        {
            RefuseMemberTwice(input);
            if (json.TryParseMessage(ref input, binder, out message)) return true;
            if (input.Length == left) return false;
        }
    }

    // The protocol beneath takes the last of two. Such a message is as malformed as one that is no JSON, and ends the connection too.
    private static void RefuseMemberTwice(in ReadOnlySequence<byte> input)
    {
        if (input.PositionOf(RecordSeparator) is not { } end) return;
        var message = input.Slice(0, end);
        try
        {
            if (SecondMember.Find(message.IsSingleSegment ? message.FirstSpan : message.ToArray()) is { } second)
                throw new InvalidDataException($"a message names the member '{second.Name}' twice");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or no Unicode: the protocol beneath says so.
        }
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);
}
