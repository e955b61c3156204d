using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace RealtimeGov.Gateway.Live;

/// <summary>
/// The hub's JSON protocol, which skips messages of types that it does not know, as the protocol asks. The one beneath says
/// "nothing complete yet" of them: SignalR then keeps them at the front of what it has read, and no message behind them is
/// ever answered on that connection. What is skipped counts towards <see cref="LiveHub.MessageBytesMax"/> until a message of
/// a known type follows.
/// </summary>
internal sealed class LiveProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
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
            if (json.TryParseMessage(ref input, binder, out message)) return true;
            if (input.Length == left) return false;
        }
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);
}
