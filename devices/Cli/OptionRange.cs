using System.CommandLine;
using System.Numerics;

namespace RealtimeGov.Devices.Cli;

/// <summary>A number's legal range, told by the option's name.</summary>
internal static class OptionRange
{
    public static void Within<T>(this Option<T> option, T least, T most)
        where T : struct, INumber<T> =>
        option.Validators.Add(result =>
        {
            // NaN is in no range.
            if (result.GetValueOrDefault<T>() is var value && !(value >= least && value <= most))
                result.AddError($"{option.Name} is {least} to {most}");
        });
}
