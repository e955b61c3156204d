using RealtimeGov.Interop;

// What each word does is said where it is done; all end with 0 when all went well.
switch (args)
{
    case ["serve", .. var numbers]: return await ServeCommand.Run(numbers);
    case ["describe", var file]: return DescribeCommand.Run(file);
    default:
        await Console.Error.WriteLineAsync("usage: RealtimeGov.Interop serve [PORT [PING SECONDS]] | describe FILE");
        return 2;
}
