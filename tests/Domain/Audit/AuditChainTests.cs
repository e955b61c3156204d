using RealtimeGov.Domain.Audit;

namespace RealtimeGov.Domain.Tests.Audit;

/// <summary>Whatever is done to a line of the audit, the line is named.</summary>
[Trait("lane", "trust")]
public sealed class AuditChainTests
{
    private static readonly IReadOnlyList<AuditEntry> Entries = Make(6);

    [Fact]
    public void An_untouched_audit_has_no_fault()
    {
        Assert.Empty(Faults(Entries));
        Assert.Empty(Faults([]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_removed_line_is_named(int number) =>
        Assert.Equal([$"entry {number} was removed"], Faults(Entries.Where(entry => entry.Number != (ulong)number)));

    [Fact]
    public void Several_removed_lines_are_named_together() => Assert.Equal(["entries 2 to 4 were removed"], Faults(Entries.Where(entry => entry.Number is < 2 or > 4)));

    [Theory]
    [InlineData("at")]
    [InlineData("kind")]
    [InlineData("who")]
    [InlineData("what")]
    [InlineData("why")]
    [InlineData("salt")]
    [InlineData("digest")]
    public void A_line_altered_in_any_field_is_named(string field)
    {
        var altered = field switch
        {
            "at" => Entries[2] with { AtUs = 1 },
            "kind" => Entries[2] with { Kind = AuditKind.Change },
            "who" => Entries[2] with { Who = "person nobody" },
            "what" => Entries[2] with { What = "nothing" },
            "why" => Entries[2] with { Why = "else" },
            "salt" => Entries[2] with { Salt = "00" },
            _ => Entries[2] with { Digest = "00" },
        };
        Assert.Equal(["entry 3 was altered: its hash is not that of what it says"], Faults([.. Entries.Take(2), altered, .. Entries.Skip(3)]));
    }

    /// <summary>Whoever knows how hashes are made cannot make the later ones right without making all of them anew.</summary>
    [Fact]
    public void A_line_replaced_with_a_right_hash_of_its_own_is_named_by_the_one_behind_it()
    {
        var forged = AuditEntry.After(3, Entries[1].Hash, 3, AuditKind.Read, "person nobody", "nothing", "");
        Assert.Equal(["entry 4 does not follow the entry before it: one of the two was replaced"], Faults([.. Entries.Take(2), forged, .. Entries.Skip(3)]));
    }

    [Fact]
    public void A_line_put_in_or_moved_is_named()
    {
        var put = AuditEntry.After(3, Entries[1].Hash, 3, AuditKind.Read, "person nobody", "nothing", "");
        Assert.NotEmpty(Faults([.. Entries.Take(2), put, .. Entries.Skip(2)]));
        Assert.NotEmpty(Faults([Entries[0], Entries[2], Entries[1], .. Entries.Skip(3)]));
    }

    [Fact]
    public void No_two_entries_make_one_sequence_of_bytes()
    {
        var first = AuditEntry.After(1, AuditEntry.Beginning, 1, AuditKind.Read, "person a", "bc", "");
        var second = AuditEntry.After(1, AuditEntry.Beginning, 1, AuditKind.Read, "person ab", "c", "");
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.NotEqual(AuditEntry.DigestOf("a", [1]), AuditEntry.DigestOf("b", [1]));
    }

    private static IEnumerable<string> Faults(IEnumerable<AuditEntry> entries)
    {
        var chain = new AuditChain();
        return [.. entries.SelectMany(entry => chain.Follow(entry).ToList())];
    }

    private static IReadOnlyList<AuditEntry> Make(int count)
    {
        var (entries, before) = (new List<AuditEntry>(), AuditEntry.Beginning);
        for (var number = 1; number <= count; number++)
        {
            var entry = AuditEntry.After((ulong)number, before, number, AuditKind.Read, "person li.na", $"person {number}", "visit", "5a17", "d19e57");
            entries.Add(entry);
            before = entry.Hash;
        }
        return entries;
    }
}
