using RealtimeGov.Devices.Demo.Files;

namespace RealtimeGov.Devices.Demo.Towns;

/// <summary>Reads the hand-written town (demo/wuzhen.json). Mistakes are <see cref="DemoFileException"/>s.</summary>
public static class TownFile
{
    public static Town Read(string path) => Parse(Path.GetFileName(path), File.ReadAllBytes(path));

    public static Town Parse(string file, ReadOnlySpan<byte> utf8)
    {
        var root = PlacedJson.Parse(file, utf8);
        root.Only("code", "names", "kind", "timeZone", "stewards", "map", "villages", "trades", "roles", "tradeRole",
            "householdsPerSteward", "surnames", "givenNames", "places", "categories");
        var phrases = new PhraseBook(
            [.. root["categories"].SomeItems.Select(CategoryClass)],
            root["places"]["community"].SomeTexts,
            root["places"]["village"].SomeTexts);
        var kinds = phrases.Kinds.ToDictionary(kind => kind.Code, StringComparer.Ordinal);
        Village[] villages = [.. root["villages"].SomeItems.Select(Village)];
        var codes = villages.Select(village => village.Code).ToHashSet(StringComparer.Ordinal);
        var town = new Town(
            root["code"].NonEmptyText,
            Names(root["names"]),
            Zone(root["timeZone"]),
            root["stewards"].Count(1),
            villages,
            [.. root["trades"].Items.Select(trade => Trade(trade, codes, kinds))],
            [.. root["roles"].SomeItems.Select(role => Role(role, role["weight"].Count(1)))],
            Role(root["tradeRole"], 0),
            Households(root["householdsPerSteward"]),
            root["surnames"].SomeTexts,
            root["givenNames"].SomeTexts,
            phrases);
        if (town.PlaceStewards < 0)
            throw root["stewards"].Place.Fault($"the trades alone have {town.Stewards - town.PlaceStewards} stewards");
        return town;
    }

    private static Village Village(PlacedValue village) => new(
        village["code"].NonEmptyText,
        village["name"].NonEmptyText,
        village["kind"].Text switch
        {
            "community" => true,
            "village" => false,
            _ => throw village["kind"].Place.Fault("village or community is expected here"),
        },
        village["grids"].Count(1));

    private static Trade Trade(PlacedValue trade, HashSet<string> villages, Dictionary<string, CategoryKind> kinds)
    {
        foreach (var village in trade["villages"].Items)
            if (!villages.Contains(village.Text))
                throw village.Place.Fault($"no village has the code {village.Text}");
        return new Trade(
            trade["code"].NonEmptyText,
            Names(trade["names"]),
            trade["stewards"].Count(1),
            [.. trade["villages"].Items.Select(village => village.Text)],
            [.. trade["categories"].SomeItems.Select(code => kinds.TryGetValue(code.Text, out var kind)
                ? kind
                : throw code.Place.Fault($"no category has the code {code.Text}"))]);
    }

    private static CategoryClass CategoryClass(PlacedValue category)
    {
        var code = category["code"].NonEmptyText;
        return new CategoryClass(code, Names(category["names"]), [.. category["kinds"].SomeItems.Select(kind => new CategoryKind(
            $"{code}/{kind["code"].NonEmptyText}",
            Names(kind["names"]),
            kind["weight"]["community"].Count(0),
            kind["weight"]["village"].Count(0),
            kind["phrases"].SomeTexts))]);
    }

    private static RoleKind Role(PlacedValue role, int weight) => new(role["code"].NonEmptyText, Names(role["names"]), weight);

    private static Names Names(PlacedValue names) => new(names["zh"].NonEmptyText, names["en"].NonEmptyText);

    private static Households Households(PlacedValue households)
    {
        var least = households["least"].Count(0);
        return new Households(least, households["most"].Count(least));
    }

    private static TimeZoneInfo Zone(PlacedValue zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out var found)
            ? found
            : throw zone.Place.Fault($"this machine knows no time zone {zone.Text}");
}
