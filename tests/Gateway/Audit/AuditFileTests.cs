using RealtimeGov.Domain.Audit;
using RealtimeGov.Gateway.Audit;
using RealtimeGov.Tests.Support;

namespace RealtimeGov.Gateway.Tests.Audit;

/// <summary>The audit's file goes on where it ended, whatever ended it, and two gateways never write one file.</summary>
[Trait("lane", "trust")]
public sealed class AuditFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_goes_on_after_a_restart_and_reads_back_what_was_said()
    {
        using (var file = AuditFile.Open(folder.Path, 1)) file.Append(2, AuditKind.Read, "person li.na", "person 沈一\n\"x\"", "家访");
        using (var file = AuditFile.Open(folder.Path, 3)) Assert.Equal(3ul, file.Append(4, AuditKind.Read, "person li.na", "people", "").Number);
        Assert.Equal([], Faults());
        var entries = Entries();
        Assert.Equal(["the audit begins", "person 沈一\n\"x\"", "people"], entries.Select(entry => entry.What));
        Assert.Equal("家访", entries[1].Why);
    }

    [Fact]
    public void A_line_that_a_crash_cut_short_is_left_out_and_said()
    {
        using (var file = AuditFile.Open(folder.Path, 1)) file.Append(2, AuditKind.Read, "person li.na", "people", "");
        File.AppendAllText(folder.File(AuditFile.FirstName), "{\"n\":3,\"atUs\"");
        using (var file = AuditFile.Open(folder.Path, 5)) file.Append(6, AuditKind.Read, "person li.na", "people", "");
        Assert.Equal([], Faults());
        Assert.Equal((AuditKind.Mark, "13 bytes of an entry that a crash cut short were left out"), (Entries()[2].Kind, Entries()[2].What));
    }

    [Fact]
    public void Two_gateways_of_one_folder_have_a_file_each()
    {
        using var first = AuditFile.Open(folder.Path, 1);
        using var second = AuditFile.Open(folder.Path, 1);
        Assert.Equal([folder.File("audit.log"), folder.File("audit-2.log")], AuditFile.In(folder.Path));
        Assert.NotEqual(first.Path, second.Path);
    }

    [Fact]
    public void A_file_whose_last_line_is_no_entry_is_not_gone_on_with()
    {
        using (AuditFile.Open(folder.Path, 1)) { }
        File.AppendAllText(folder.File(AuditFile.FirstName), "nothing\n");
        Assert.Contains("audit verify", Assert.Throws<InvalidDataException>(() => AuditFile.Open(folder.Path, 2)).Message, StringComparison.Ordinal);
    }

    private List<AuditEntry> Entries() => [.. AuditFile.Read(folder.File(AuditFile.FirstName)).Select(line => line.Entry!)];

    private List<string> Faults()
    {
        var chain = new AuditChain();
        return [.. Entries().SelectMany(entry => chain.Follow(entry).ToList())];
    }
}
