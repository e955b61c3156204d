using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Programmes;

/// <summary>One item of a programme: a post, an assignment, a promise, a seat. Changed by the programme's events alone.</summary>
/// <param name="part">Which sort of item it is: post, seat, motion, task.</param>
public sealed class ProgrammeItem(string id, string part)
{
    public string Id => id;

    public string Part => part;

    /// <summary>Of the last event that changed it.</summary>
    public ulong Seq { get; set; }

    /// <summary>Of the last event with which somebody wrote something; 0 where nobody did.</summary>
    public ulong TextSeq { get; set; }

    public string Title { get; set; } = "";

    public string Region { get; set; } = "";

    public string State { get; set; } = "";

    public List<string> People { get; } = [];

    public int FromDate { get; set; }

    public int UntilDate { get; set; }

    /// <summary>Days since 1970-01-01; 0 where nothing is due.</summary>
    public int DueDate { get; set; }

    public SortedDictionary<string, long> Numbers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Words { get; } = new(StringComparer.Ordinal);

    public void Count(string number, long by = 1) => Numbers[number] = Numbers.GetValueOrDefault(number) + by;

    public ProgrammeItemRow ToRow() => new()
    {
        Part = part, Title = Title, Region = Region, People = { People }, FromDate = FromDate, UntilDate = UntilDate, Numbers = { Numbers }, Words = { Words },
    };
}
