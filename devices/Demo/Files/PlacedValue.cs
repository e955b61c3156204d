namespace RealtimeGov.Devices.Demo.Files;

/// <summary>A JSON value and where it stands. What is asked of it and not so is a <see cref="DemoFileException"/> there.</summary>
public sealed class PlacedValue
{
    private readonly object? value;

    internal PlacedValue(Place place, object? value = null)
    {
        Place = place;
        this.value = value;
    }

    public Place Place { get; }

    /// <summary>Null, true and false: the demo's files have no use for the latter two.</summary>
    public bool IsNull => value is null;

    public string Text => value as string ?? throw Place.Fault("a text is expected here");

    public string NonEmptyText => Text is { Length: > 0 } text ? text : throw Place.Fault("a text that is not empty is expected here");

    public double Number => value as double? ?? throw Place.Fault("a number is expected here");

    public int Count(int least)
    {
        var number = Number;
        return number >= least && number <= 1_000_000 && number == Math.Floor(number)
            ? (int)number
            : throw Place.Fault($"a whole number from {least} is expected here");
    }

    public IReadOnlyList<PlacedValue> Items => value as List<PlacedValue> ?? throw Place.Fault("a list is expected here");

    public IReadOnlyList<PlacedValue> SomeItems => Items is { Count: > 0 } items ? items : throw Place.Fault("this list is empty");

    public IReadOnlyList<string> SomeTexts => [.. SomeItems.Select(item => item.NonEmptyText)];

    public PlacedValue this[string member] => Find(member) ?? throw Place.Fault($"\"{member}\" is missing here");

    public PlacedValue? Find(string member) => Members.GetValueOrDefault(member);

    /// <summary>Refuses members outside the list: a misspelt optional one must not be passed over.</summary>
    public void Only(params ReadOnlySpan<string> known)
    {
        foreach (var (name, member) in Members)
            if (!known.Contains(name))
                throw member.Place.Fault($"\"{name}\" is not known here");
    }

    private Dictionary<string, PlacedValue> Members =>
        value as Dictionary<string, PlacedValue> ?? throw Place.Fault("an object is expected here");
}
