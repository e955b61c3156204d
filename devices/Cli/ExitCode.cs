namespace RealtimeGov.Devices.Cli;

/// <summary>What the command line ends with; docs/field.md tells users.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Everything has its receipt, and at least one says that it does not count: INVALID, or its id was counted with other content.</summary>
    public const int Invalid = 1;

    /// <summary>Options, map or file are not as they must be, and nothing was sent; a bound is full; or a file could not be written.</summary>
    public const int BadInput = 2;

    /// <summary>No connection: something still waits, in the queue or behind the resume file.</summary>
    public const int NotSent = 3;

    /// <summary>The server refuses this device, such as for a wrong token.</summary>
    public const int Refused = 4;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Stopped = 130;
}
