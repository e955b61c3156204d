using System.Text;

namespace RealtimeGov.Gateway.Tests.Regions;

/// <summary>Comma-separated rows whose quoted fields may hold commas, doubled quotes and line breaks.</summary>
internal static class Csv
{
    public static List<List<string>> Rows(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when quoted && at + 1 < text.Length && text[at + 1] == '"':
                    field.Append(text[++at]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    row.Add(Taken());
                    break;
                case '\n' when !quoted:
                    row.Add(Taken());
                    rows.Add(row);
                    row = [];
                    break;
                case '\r' when !quoted:
                    break;
                default:
                    field.Append(text[at]);
                    break;
            }
        }

        if (field.Length > 0 || row.Count > 0) rows.Add([.. row, Taken()]);
        return rows;

        string Taken()
        {
            var value = field.ToString();
            field.Clear();
            return value;
        }
    }
}
