using System.Globalization;

namespace RealtimeGov.Rpc.Kestrel.Calls;

internal static class StatusText
{
    private static readonly string[] Texts =
        [.. Enum.GetValues<StatusCode>().Select(status => ((int)status).ToString(CultureInfo.InvariantCulture))];

    public static string Of(StatusCode status) => Texts[(int)status];
}
