using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RealtimeGov.Gateway.Desk;

/// <summary>A place in a list that is sorted by a time and an id: where the next page begins.</summary>
internal readonly record struct Cursor(long AtUs, string Id)
{
    private const int LengthMax = 400;

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{AtUs} {Id}")));

    /// <exception cref="Api.ApiException">It is none that a page has named.</exception>
    public static Cursor Parse(string text)
    {
        try
        {
            if (text.Length <= LengthMax
                && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 2) is [var at, var id]
                && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var atUs))
                return new Cursor(atUs, id);
        }
        catch (FormatException) { }
        throw DeskErrors.CursorMalformed();
    }
}
