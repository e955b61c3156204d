using System.CommandLine;
using RealtimeGov.Devices.Connection;
using RealtimeGov.Devices.Http;
using RealtimeGov.Devices.Playback;
using RealtimeGov.Devices.Words;

namespace RealtimeGov.Devices.Cli;

/// <summary>Runs a command's body and turns what it throws into a line on standard error and an exit code.</summary>
internal static class Guarded
{
    public static async Task<int> RunAsync(ParseResult parsed, Phrases phrases, Func<Task<int>> body)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            return await body();
        }
        catch (BilingualException fault)
        {
            error.WriteLine(phrases.Of(fault));
            return ExitCode.BadInput;
        }
        catch (Exception fault) when (fault is UsageException or ResumeException or ArgumentOutOfRangeException)
        {
            error.WriteLine(fault.Message);
            return ExitCode.BadInput;
        }
        catch (GatewayHttpException fault)
        {
            error.WriteLine(phrases.Of(fault));
            return fault.IsUnavailable ? ExitCode.NotSent : ExitCode.Refused;
        }
        catch (FieldServiceException fault)
        {
            error.WriteLine(phrases.Of(fault));
            return fault.IsTransient ? ExitCode.NotSent : ExitCode.Refused;
        }
        catch (IOException fault)
        {
            error.WriteLine(fault.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Stopped;
        }
    }
}
