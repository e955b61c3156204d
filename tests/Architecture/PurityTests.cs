using System.Text.RegularExpressions;

namespace RealtimeGov.Architecture.Tests;

/// <summary>What code may not reach for: the clock anywhere, the world from the domain, another thread from a grain.</summary>
public sealed class PurityTests
{
    // The names are put together here, so that this file passes its own rule.
    private static readonly Regex Clock = new(
        @"\b(DateTime|DateTimeOffset)\s*\.\s*(" + "Utc" + "Now|" + "No" + "w|To" + "day)\\b");

    // With implicit usings a namespace need not be named to be used, so its everyday types are listed too.
    private static readonly Regex World = new(
        @"\b(System\s*\.\s*(IO|Net|Threading|Data)|Microsoft\s*\.\s*(Extensions|AspNetCore|Data))\b"
        + @"|\b(File|Directory|Path|Console|Environment|Random|Stopwatch|Process|Thread|Interlocked|Monitor)\s*\."
        + @"|\b(Task|ValueTask|TimeProvider|HttpClient|Socket|ILogger|Lock|SemaphoreSlim)\b"
        + @"|(?<![.\w])Stream\b(?!\s*=)" // the type, not a member of that name
        + @"|\b(Guid\s*\.\s*NewGuid|lock\s*\()"
        + @"|\b(async|await)\s");

    [Fact]
    public void NobodyReadsTheClock() => Rule.HasNoOffender(Where(Sources.CSharp, Sources.Read, Clock));

    [Fact]
    public void TheDomainIsPure() =>
        Rule.HasNoOffender(Where(Sources.Below("silo/Domain").Intersect(Sources.CSharp), Code, World));

    [Fact]
    public void AGrainsAwaitComesBackToItsTurn() =>
        Rule.HasNoOffender(Where(
            Sources.Below("silo/Grains").Intersect(Sources.CSharp),
            Code,
            new Regex(@"\bConfigureAwait\s*\(\s*false\b")));

    [Theory]
    [InlineData("silo/Domain")]
    [InlineData("silo/Journal")]
    [InlineData("silo/Projections")]
    public void TheCoreKnowsNoEngineStoreOrWeb(string room) =>
        Rule.HasNoOffender(Where(
            Sources.Below(room).Intersect(Sources.CSharp),
            Code,
            new Regex(@"\b(Orleans|Microsoft\s*\.\s*AspNetCore|Microsoft\s*\.\s*Data|Npgsql)\b")));

    /// <summary>A member that is named twice is refused by one reader, so no other reads what comes from outside.</summary>
    [Fact]
    public void JsonComesInThroughTheStrictReader() => Rule.HasNoOffender(
        from file in Sources.Below("gateway").Concat(Sources.Below("devices")).Intersect(Sources.CSharp)
        from Match read in Regex.Matches(Code(file), @"\bJson(Document|Node)\s*\.\s*Parse|\bJsonSerializer\s*\.\s*Deserialize[^;]*;")
        where !read.Value.Contains("StrictJson.", StringComparison.Ordinal)
        select $"{file}: {read.Value}");

    /// <summary>
    /// A call that was given up is cancelled as much as one that a stop ended. What a loop goes on after is told by the token
    /// that stops it, not by the kind of exception: by that, one call given up ended the clocks' poll for good.
    /// </summary>
    [Fact]
    public void WhatWasGivenUpEndsNoLoop() => Rule.HasNoOffender(Where(
        Sources.Below("silo").Concat(Sources.Below("gateway")).Concat(Sources.Below("devices")).Intersect(Sources.CSharp),
        Code,
        new Regex(@"\bis not (OperationCanceled|TaskCanceled)Exception\b")));

    /// <summary>
    /// Advisory locks of one PostgreSQL: two purposes with one number wait for each other. A node that stood still while it made texts
    /// searchable kept its successor out for half a minute.
    /// </summary>
    [Fact]
    public void EachAdvisoryLockHasANumberOfItsOwn()
    {
        var numbers = Sources.Below("silo").Concat(Sources.Below("gateway")).Intersect(Sources.CSharp)
            .SelectMany(file => Regex.Matches(Code(file), @"\bLockKey\s*=\s*(0x[0-9a-fA-F_]+)").Select(found => (Number: found.Groups[1].Value.ToLowerInvariant(), File: file))).ToList();
        Assert.True(numbers.Count >= 3, "the locks' numbers are not found any more");
        Rule.HasNoOffender(numbers.GroupBy(one => one.Number, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(one => one.File))}"));
    }

    [Fact]
    public void GrainsKnowNoStoreAndNoWeb() =>
        Rule.HasNoOffender(Where(
            Sources.Below("silo/Grains").Intersect(Sources.CSharp),
            Code,
            new Regex(@"\b(Microsoft\s*\.\s*AspNetCore|Microsoft\s*\.\s*Data|Npgsql)\b")));

    [Theory]
    [InlineData("DateTime", ".Utc" + "Now")]
    [InlineData("DateTimeOffset", " . No" + "w")]
    [InlineData("// DateTime", ".To" + "day")]
    public void TheClockRuleSeesEveryForm(string type, string member) => Assert.Matches(Clock, type + member);

    [Theory]
    [InlineData("using System.IO;", true)]
    [InlineData("var text = File.ReadAllText(name);", true)]
    [InlineData("public async Task Decide()", true)]
    [InlineData("var id = Guid.NewGuid();", true)]
    [InlineData("// a Task of the steward; see System.IO", false)]
    [InlineData("var reason = \"File. Console.\";", false)]
    [InlineData("public int TaskCount => profile.Length;", false)]
    public void TheDomainRuleSeesCodeAndNotProse(string line, bool broken) =>
        Assert.Equal(broken, World.IsMatch(CodeText.Of(line)));

    private static string Code(string file) => CodeText.Of(Sources.Read(file));

    private static IEnumerable<string> Where(IEnumerable<string> files, Func<string, string> read, Regex banned) =>
        from file in files
        from Match match in banned.Matches(read(file))
        select $"{file}: {match.Value}";
}
