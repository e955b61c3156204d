using System.Text.Json;

namespace RealtimeGov.Gateway.Tests.Desk;

/// <summary>One shift tells the next what no list shows; nobody's note is written over unread, and an old one is gone.</summary>
[Trait("lane", "trust")]
public sealed class HandoverTests
{
    private const string First = "周阿姨三点回电，桥头施工队明早到", Second = "今晚台风值守";

    [Fact]
    public async Task J8_A_note_is_read_and_taken_over_by_the_next_and_erased_with_the_one_that_follows()
    {
        await using var town = await DeskTown.Start();
        Assert.Equal((0, ""), Read(await town.Get("desk/handover?region=V2", "shen")));
        Assert.Equal((409, "handover_none"), Told(await town.PostAsIs("desk/handover/taken", "zhang", new { region = "V2", version = 0 })));
        Assert.Equal(200, (await town.Put("desk/handover", "shen", new { region = "V2", note = First, version = 0 })).Status);
        Assert.Equal((409, "handover_own"), Told(await town.PostAsIs("desk/handover/taken", "shen", new { region = "V2", version = 1 })));
        Assert.Equal((409, "handover_changed"), Told(await town.Put("desk/handover", "zhang", new { region = "V2", note = "没看就写", version = 0 })));
        Assert.Equal((1, First), Read(await town.Get("desk/handover?region=V2", "zhang")));
        Assert.True(town.Audits("person zhang", "hand-over of V2"));

        Assert.True((await town.PostAsIs("desk/handover/taken", "zhang", new { region = "V2", version = 1 })).Body.GetProperty("changed").GetBoolean());
        Assert.False((await town.PostAsIs("desk/handover/taken", "zhang", new { region = "V2", version = 1 })).Body.GetProperty("changed").GetBoolean()); // once
        var taken = (await town.Get("desk/handover?region=V2", "shen")).Body;
        Assert.Equal(("shen", "zhang"), (taken.GetProperty("by").GetString(), taken.GetProperty("takenBy").GetString()));

        Assert.Equal(200, (await town.Put("desk/handover", "zhang", new { region = "V2", note = Second, version = 2 })).Status);
        Assert.Equal((3, Second), Read(await town.Get("desk/handover?region=V2", "shen")));
        Assert.Equal(JsonValueKind.Null, (await town.Get("desk/handover?region=V2", "shen")).Body.GetProperty("takenBy").ValueKind);
        await town.Stop();
        foreach (var path in Directory.GetFiles(town.Folder, "journal.db*"))
            Assert.True((await File.ReadAllBytesAsync(path)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(First)) < 0, $"{First} is in {Path.GetFileName(path)}");
    }

    [Fact]
    public async Task What_is_no_note_or_for_another_desk_is_told_as_such()
    {
        await using var town = await DeskTown.Start();
        Assert.Equal((404, "unknown_region"), Told(await town.Get("desk/handover?region=X", "shen")));
        Assert.Equal((404, "unknown_region"), Told(await town.Put("desk/handover", "shen", new { region = "", note = "x", version = 0 })));
        Assert.Equal((403, "not_allowed"), Told(await town.Get("desk/handover?region=V1", "zhang")));
        Assert.Equal((403, "not_allowed"), Told(await town.Put("desk/handover", "zhang", new { region = "T", note = "x", version = 0 })));
        Assert.Equal((403, "not_allowed"), Told(await town.Get("desk/handover?region=V1", "wang")));
        Assert.Equal((400, "filter_unknown"), Told(await town.Get("desk/handover?region=V1&all=1", "shen")));
        Assert.Equal((400, "handover_malformed"), Told(await town.Put("desk/handover", "shen", new { region = "V1", note = new string('长', 4_001), version = 0 })));
        Assert.Equal((400, "json_malformed"), Told(await town.Put("desk/handover", "shen", new { region = "V1", version = 0 })));
        Assert.Equal((0, ""), Read(await town.Get("desk/handover?region=V1", "shen")));
    }

    private static (int Version, string? Note) Read((int Status, JsonElement Body) said)
    {
        Assert.True(said.Status == 200, $"{said.Body}");
        return (said.Body.GetProperty("version").GetInt32(), said.Body.GetProperty("note").GetString());
    }

    private static (int Status, string? Code) Told((int Status, JsonElement Body) said) => (said.Status, said.Body.GetProperty("error").GetProperty("code").GetString());
}
