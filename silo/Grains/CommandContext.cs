using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Time;
using RealtimeGov.Journal.Appends;
using RealtimeGov.Protos;

namespace RealtimeGov.Grains;

/// <summary>
/// Who asks, and by which command: what a grain knows of a decision beside the decision. The one place where a command's
/// origin becomes an envelope.
/// </summary>
public readonly record struct CommandContext(Principal Principal, Guid CommandId, EventCause Cause)
{
    /// <summary>Until devices have identities of their own, a report's principal is the token that all of them bear.</summary>
    private static readonly Principal AnyDevice = new(PrincipalKind.Device, "device-token");

    /// <summary>People, units and devices where nobody says who asked: the way in for the first administrator.</summary>
    private static readonly Principal PeopleService = new(PrincipalKind.Service, "people");

    /// <summary>Regions, categories and stewards come over the services for them, whoever uses those.</summary>
    private static readonly Principal TownService = new(PrincipalKind.Service, "town");

    public static CommandContext Of(ReceiveReports command, SiloContext silo) => From(command.Origin, AnyDevice, silo);

    /// <summary>Who sends the reports, as the claims of their ids keep it.</summary>
    public static string SenderOf(ReceiveReports command) =>
        (command.Origin is { PrincipalKind.Length: > 0 } origin ? Principal.Parse(origin.PrincipalKind, origin.PrincipalId) : AnyDevice).ToString();

    public static CommandContext Of(WithdrawReport command, SiloContext silo) => From(command.Origin, Person(command.Reviewer), silo);

    public static CommandContext Of(ReviewRecorded command, SiloContext silo) => From(command.Origin, Person(command.Reviewer), silo);

    public static CommandContext Of(RegisterSteward command, SiloContext silo) => From(command.Origin, TownService, silo);

    public static CommandContext Of(DefineTown command, SiloContext silo) => From(command.Origin, TownService, silo);

    public static CommandContext Of(ChangeSetting command, SiloContext silo) => From(command.Origin, TownService, silo);

    public static CommandContext Of(ChangePlacement command, SiloContext silo) => From(command.Origin, Person(ByOf(command)), silo);

    public static CommandContext Of(ChangePerson command, SiloContext silo) => From(command.Origin, PeopleService, silo);

    public static CommandContext Of(ChangeDevice command, SiloContext silo) => From(command.Origin, PeopleService, silo);

    public static CommandContext Of(DefineUnit command, SiloContext silo) => From(command.Origin, PeopleService, silo);

    public static CommandContext Of(ChangeReceipt command, SiloContext silo) => From(command.Origin, PeopleService, silo);

    public static CommandContext Of(ChangeRelease command, SiloContext silo) => From(command.Origin, PeopleService, silo);

    public static CommandContext Of(ChangeHandover command, SiloContext silo) => From(command.Origin, PeopleService, silo);

    public static CommandContext Of(ChangeProgramme command, SiloContext silo) => From(command.Origin, TownService, silo);

    /// <summary>How far a hook came is nobody's word but the system's own.</summary>
    public static CommandContext Of(ChangeHook command, SiloContext silo) => From(command.Origin, Principal.System, silo);

    /// <summary>A step of an issue is taken by whom the gateway established, or by the system.</summary>
    public static CommandContext Of(IssueCommand command, SiloContext silo)
    {
        var by = command.By.Person;
        var principal = by.Length == 0 ? Principal.System : ServiceScope.IdOf(by) is { } service ? new Principal(PrincipalKind.Service, service) : Person(by);
        return new(principal, Guid.TryParse(command.CommandId, out var id) ? id : NewId(silo), EventCause.None);
    }

    /// <summary>What a grain does of its own accord.</summary>
    public static CommandContext OfSystem(SiloContext silo) => From(null, Principal.System, silo);

    /// <summary>What a message from another grain leads to.</summary>
    public static CommandContext Of(OutboxMessage message) =>
        new(Principal.System, message.CommandId, new EventCause(message.Sender, message.Seq));

    public Envelope Envelope(SiloContext silo) => new(Instant.From(silo.Time.GetUtcNow()), Principal, CommandId, Cause);

    private static CommandContext From(CommandOrigin? origin, Principal otherwise, SiloContext silo)
    {
        if (origin is null) return new(otherwise, NewId(silo), EventCause.None);
        var principal = origin.PrincipalKind.Length > 0 ? Principal.Parse(origin.PrincipalKind, origin.PrincipalId) : otherwise;
        var id = origin.CommandId.Length == 16 ? new Guid(origin.CommandId.Span, bigEndian: true) : NewId(silo);
        return new(principal, id, new EventCause(origin.CauseStream, origin.CauseSeq));
    }

    private static Guid NewId(SiloContext silo) => Guid.CreateVersion7(silo.Time.GetUtcNow());

    private static Principal Person(string name) => new(PrincipalKind.Person, name);

    private static string ByOf(ChangePlacement command) => command.KindCase switch
    {
        ChangePlacement.KindOneofCase.Move => command.Move.By,
        ChangePlacement.KindOneofCase.Drain => command.Drain.By,
        ChangePlacement.KindOneofCase.Refill => command.Refill.By,
        ChangePlacement.KindOneofCase.Weigh => command.Weigh.By,
        ChangePlacement.KindOneofCase.Apply => command.Apply.By,
        _ => "",
    };
}
