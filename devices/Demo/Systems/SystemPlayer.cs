namespace RealtimeGov.Devices.Demo.Systems;

/// <summary>Lays out a system from its start to its figures, and tells what these are.</summary>
public sealed class SystemPlayer(ISystemOffice office, SystemGround ground, Action<string> say)
{
    /// <summary>The figures as they are read in the end. Where they are so already, nothing is done.</summary>
    public async Task<IReadOnlyList<(SystemFigure Figure, double? Read)>> PlayAsync(TownSystem system, CancellationToken cancellation)
    {
        if (await ReadAsync(system, cancellation) is var standing && standing.All(one => one.Read == one.Figure.Value)) return standing;
        await office.RegisterAsync(system.Workers, cancellation);
        foreach (var stage in system.Stages(ground))
        {
            foreach (var move in stage.Moves) await office.DoAsync(move, cancellation);
            say($"{system.Chinese} {system.Name}: {stage.Name}");
        }
        return await ReadAsync(system, cancellation);
    }

    private async Task<IReadOnlyList<(SystemFigure Figure, double? Read)>> ReadAsync(TownSystem system, CancellationToken cancellation)
    {
        var read = new List<(SystemFigure, double?)>();
        foreach (var figure in system.Figures(ground)) read.Add((figure, await office.ReadAsync(figure, cancellation)));
        return read;
    }
}
