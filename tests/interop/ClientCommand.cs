using RealtimeGov.Interop.Client;
using RealtimeGov.Rpc;

namespace RealtimeGov.Interop;

/// <summary>`client ADDRESS [CASE ...]`: our own client against anybody's test service; a line for each case, 1 when one fails.</summary>
internal static class ClientCommand
{
    private static readonly TimeSpan CaseLimit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Func<TestCalls, Task>> Cases =
        new([.. MessageCases.All, .. EndingCases.All, .. MetadataCases.All, .. CrowdCases.All]);

    public static async Task<int> Run(Uri address, string[] chosen)
    {
        await using var channel = new RpcChannel(address);
        var calls = new TestCalls(channel);
        var failed = 0;
        foreach (var name in chosen.Length > 0 ? chosen : [.. Cases.Keys])
        {
            try
            {
                await Cases[name](calls).WaitAsync(CaseLimit);
                Console.WriteLine($"ok - {name}");
            }
            catch (Exception fault)
            {
                failed++;
                Console.WriteLine($"not ok - {name}: {fault.ToString().ReplaceLineEndings(" | ")}");
            }
        }
        return failed == 0 ? 0 : 1;
    }
}
