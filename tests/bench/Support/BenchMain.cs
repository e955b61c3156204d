namespace RealtimeGov.Bench.Support;

/// <summary>A bench's exit codes: 0 it measured, 1 what it found is wrong, 2 it could not run. Its reason is one line.</summary>
public static class BenchMain
{
    public static async Task<int> Run(Func<Task<int>> bench)
    {
        try
        {
            return await bench();
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (Exception failed)
        {
            await Console.Error.WriteLineAsync(failed is InvalidOperationException ? failed.Message : failed.ToString());
            return 1;
        }
    }
}
