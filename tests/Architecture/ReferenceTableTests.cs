namespace RealtimeGov.Architecture.Tests;

/// <summary>
/// The table of rooms: which project lives where and what it may reference, exactly. A change here is a change of the
/// plan and wants a page in docs/decisions.
/// </summary>
public sealed class ReferenceTableTests
{
    private static readonly Dictionary<string, Room> Rooms = new()
    {
        ["RealtimeGov.Protos"] = new("protos"),
        ["RealtimeGov.Json"] = new("json"),
        ["RealtimeGov.Domain"] = new("silo/Domain", "RealtimeGov.Protos"),
        ["RealtimeGov.Journal"] = new("silo/Journal", "RealtimeGov.Domain"),
        ["RealtimeGov.Projections"] = new("silo/Projections", "RealtimeGov.Journal"),
        ["RealtimeGov.Journal.Sqlite"] = new("silo/Journal.Sqlite", "RealtimeGov.Journal", "RealtimeGov.Projections"),
        ["RealtimeGov.Journal.Postgres"] = new("silo/Journal.Postgres", "RealtimeGov.Journal", "RealtimeGov.Projections"),
        ["RealtimeGov.Grains"] = new("silo/Grains", "RealtimeGov.Domain", "RealtimeGov.Journal", "RealtimeGov.Projections"),
        ["RealtimeGov.Cluster"] = new("silo/Cluster", "RealtimeGov.Grains"),
        ["RealtimeGov.Gateway"] = new("gateway/Services", "RealtimeGov.Grains", "RealtimeGov.Journal", "RealtimeGov.Json"),
        ["RealtimeGov.Gateway.Host"] = new(
            "gateway/Host",
            "RealtimeGov.Gateway",
            "RealtimeGov.Cluster",
            "RealtimeGov.Journal.Postgres",
            "RealtimeGov.Journal.Sqlite"),
        ["RealtimeGov.Devices"] = new("devices", "RealtimeGov.Json", "RealtimeGov.Protos"),
    };

    public static TheoryData<string> RoomNames => [.. Rooms.Keys];

    public static TheoryData<string> TestProjectNames => [.. Project.All.Where(p => p.IsTest).Select(p => p.Name)];

    [Fact]
    public void EveryProjectHasARoom() =>
        Assert.Equal(Rooms.Keys.Order(), Project.All.Where(p => !p.IsTest).Select(p => p.Name).Order());

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void AProjectLivesInItsRoom(string name) =>
        Assert.Equal(Rooms[name].Folder, Project.Named(name).Folder);

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void AProjectReferencesExactlyWhatTheTableSays(string name) =>
        Assert.Equal(Rooms[name].References.Order(), Project.Named(name).References.Order());

    [Fact]
    public void OnlyTheHostReferencesClusterAndStores()
    {
        string[] mechanisms =
        [
            "RealtimeGov.Cluster",
            "RealtimeGov.Journal.Sqlite", "RealtimeGov.Journal.Postgres",
        ];

        var users = Project.All.Where(p => !p.IsTest && p.References.Overlaps(mechanisms)).Select(p => p.Name);

        Assert.Equal(["RealtimeGov.Gateway.Host"], users);
    }

    [Theory]
    [MemberData(nameof(TestProjectNames))]
    public void NothingReferencesAnotherProjectsTests(string name)
    {
        var tests = Project.Named(name).References.Where(r => r.EndsWith(".Tests", StringComparison.Ordinal));

        Rule.HasNoOffender(tests);
    }

    [Fact]
    public void SupportKnowsNoProduct() => Rule.HasNoOffender(Project.Named("RealtimeGov.Tests.Support").References);

    [Theory]
    [InlineData("RealtimeGov.Protos")]
    [InlineData("RealtimeGov.Domain")]
    [InlineData("RealtimeGov.Json")]
    [InlineData("RealtimeGov.Journal.Sqlite")]
    [InlineData("RealtimeGov.Devices")]
    public void WhatIsBelowTheServerNeedsNoAspNet(string name) => Rule.HasNoOffender(Project.Named(name).Frameworks);

    [Theory]
    [InlineData("RealtimeGov.Domain")]
    [InlineData("RealtimeGov.Journal")]
    [InlineData("RealtimeGov.Projections")]
    [InlineData("RealtimeGov.Json")]
    public void TheCoreTakesNoPackage(string name) => Rule.HasNoOffender(Project.Named(name).Packages);

    [Fact]
    public void GrainsTakeOrleansAndNothingElse() => Assert.Equal(["Microsoft.Orleans.Server"], Project.Named("RealtimeGov.Grains").Packages);

    private sealed record Room(string Folder, params string[] References);
}
