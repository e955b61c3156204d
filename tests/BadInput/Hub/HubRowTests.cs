using System.Reflection;
using RealtimeGov.BadInput.Tests.Table;
using RealtimeGov.BadInput.Tests.Town;
using RealtimeGov.Gateway.Live;

namespace RealtimeGov.BadInput.Tests.Hub;

/// <summary>Every argument of every method of the hub, and messages that are none, as bad-input.md tells it.</summary>
[Collection(OneTown.Name)]
public sealed class HubRowTests(TownServer town)
{
    private const string Section = "Hub";

    public static TheoryData<string> Rows => BadInputTable.Keys(Section);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_comes_true(string key)
    {
        var row = BadInputTable.Find(Section, key);
        var before = await town.State.Read();
        var input = new Input(row.Input, name => name == "admin token" ? town.AdminToken : town.DeviceToken);
        var query = row.Field == "access_token" && !input.IsMissing ? $"access_token={Uri.EscapeDataString(input.Text)}" : "";
        using var wire = await HubWire.Connect(town.Hub, query);

        var came = await wire.Ask(Message(row, input));

        Told.Holds(row, Told.WithoutEcho(Visible.Of(came), row.Sent), row["outcome"]);
        Told.Holds(row, before.Counted(await town.State.Read()), "nothing");
    }

    [Fact]
    public void Every_argument_of_every_method_has_its_cases()
    {
        string[] ofText = ["missing", "empty", "null", "too long", "wrong type", "wrong charset", "U+FFFD", "bidirectional", "zero-width", "emoji", "combining"];
        var told = BadInputTable.Of(Section).Select(row => row.Key).ToHashSet();
        var hub = typeof(LiveSetup).Assembly.GetType("RealtimeGov.Gateway.Live.LiveHub", throwOnError: true)!;

        var untold =
            from method in hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            from parameter in method.GetParameters()
            from one in ofText
            let key = $"{method.Name} {parameter.Name}: {one}"
            where !told.Contains(key)
            select key;

        Assert.Empty(untold);
    }

    private static byte[] Message(Row row, Input input)
    {
        if (row.Field == "body") return JsonBody.With("{}", "body", input);
        var arguments = row.Target switch
        {
            "Watch" or "Unwatch" or "WatchDesk" => """{"regionCode":"T"}""",
            "WatchDay" => """{"regionCode":"T","date":"2026-01-01"}""",
            "OpenIssue" or "CloseIssue" => """{"issueId":"T-V-1.1"}""",
            _ => "{}",
        };
        // By name for the row, by place on the wire.
        byte[] named = row.Field is "access_token" or "target" ? [.. System.Text.Encoding.UTF8.GetBytes(arguments)] : JsonBody.With(arguments, row.Field, input);
        byte[] target = row.Field == "target" ? JsonBody.With("""{"target":""}""", "target", input)[1..^1] : [.. "\"target\":\""u8, .. System.Text.Encoding.UTF8.GetBytes(row.Target), .. "\""u8];
        return [.. """{"type":1,"invocationId":"1","""u8, .. target, .. ",\"arguments\":["u8, .. Values(named, row.Target), .. "]}"u8];
    }

    // {"regionCode":"T","date":"..."} becomes "T","...": in the method's order, whichever was replaced.
    private static byte[] Values(byte[] named, string method)
    {
        string[] names = method switch { "WatchDay" => ["regionCode", "date"], "OpenIssue" or "CloseIssue" => ["issueId"], _ => ["regionCode"] };
        var values = new List<byte[]>();
        foreach (var name in names)
            if (Value(named, System.Text.Encoding.UTF8.GetBytes($"\"{name}\":")) is { } value) values.Add(value);
        return [.. values.SelectMany((value, at) => at == 0 ? value : [(byte)',', .. value])];
    }

    private static byte[]? Value(byte[] named, byte[] name)
    {
        var at = named.AsSpan().IndexOf(name);
        if (at < 0) return null;
        var (from, to, quoted) = (at + name.Length, at + name.Length, false);
        for (; quoted || named[to] is not ((byte)',' or (byte)'}'); to++)
            if (named[to] == (byte)'"' && named[to - 1] != (byte)'\\') quoted = !quoted;
        return named[from..to];
    }
}
