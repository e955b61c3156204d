using RealtimeGov.Fuzz.Tests.Engine;

namespace RealtimeGov.Fuzz.Tests.Server;

/// <summary>A socket of the server. Every so many inputs it is asked whether it is well; at the end its figures are what the receipts said.</summary>
internal abstract class LiveTarget(FuzzServer server) : Target
{
    private const int AskedEvery = 25;

    private int taken;

    protected FuzzServer Server => server;

    /// <summary>Of reports that were acknowledged as counted: mutation leaves some of them valid.</summary>
    public ulong Accepted { get; protected set; }

    public HashSet<string> Refused { get; } = [];

    // Another process takes it.
    public sealed override long? AllocatedBytesMax(int length) => null;

    public sealed override async Task Take(byte[] input)
    {
        try
        {
            await Send(input);
        }
        catch (Exception) when (server.HasEnded)
        {
            await IsWell(); // says so, and why
            throw;
        }

        if (++taken % AskedEvery == 0) await IsWell();
    }

    // What a log says, it says of one of the last inputs: the seed and the round find it again.
    private async Task IsWell()
    {
        try
        {
            await server.IsWell();
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"one of the last {AskedEvery} inputs: {fault.Message}", fault);
        }
    }

    protected abstract Task Send(byte[] input);
}
