using Microsoft.AspNetCore.Http;
using RealtimeGov.Domain.People;
using RealtimeGov.Domain.Programmes;
using RealtimeGov.Domain.Programmes.Stars;
using RealtimeGov.Gateway.Api;
using RealtimeGov.Gateway.Days;
using RealtimeGov.Gateway.Desk;
using RealtimeGov.Gateway.Identity;
using RealtimeGov.Gateway.Receipts;
using RealtimeGov.Grains.Client;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Programmes;

/// <summary>
/// Codes with which linked households judge a grid's half-year. They are told once, to whoever prints them, and kept as hashes; whoever
/// uses one is nobody in particular.
/// </summary>
internal sealed class Judgements(ProgrammeDesk desk, ITownClient grains, ReceiptLimiter limiter, TownClock clock)
{
    /// <summary>Of one call: a grid has fewer households.</summary>
    public const int CodesMax = 500;

    private static readonly Caller Residents = Caller.Service(StarBook.Residents, CredentialKind.None);

    /// <summary>New codes for a grid's half-year.</summary>
    public async Task<object> GiveCodes(HttpContext http, string id, CancellationToken aborted)
    {
        var body = await StrictBody.Read<CodesBody>(http.Request);
        var (kind, programme) = await desk.Find(http.Caller(), StarBook.Kind.Name, id, aborted);
        if (!desk.May(http.Caller(), Permission.RunProgrammes, programme.Row.Region)) throw DeskErrors.NotAllowed(Permission.RunProgrammes, programme.Row.Region);
        if (body.Count is < 1 or > CodesMax) throw ProgrammeErrors.Field(ProgrammeRefusals.FieldMalformed, "count", $"is 1 to {CodesMax}", $"应为 1 至 {CodesMax}");
        var codes = Enumerable.Range(0, body.Count).Select(_ => ReceiptCode.New()).ToList();
        await desk.Change(http.Caller(), kind, id, new ProgrammeAct
        {
            Action = "codes", Item = body.Grid, Runs = true, Words = { ["half"] = body.Half, ["hashes"] = string.Join(' ', codes.Select(code => ReceiptCode.HashOf(code)!)) },
        });
        return new { codes };
    }

    /// <summary>One judgement by a code.</summary>
    /// <exception cref="ApiException">There is no such code, it was used, its half-year is over, or too many were tried from there.</exception>
    public async Task<object> Judge(HttpContext http)
    {
        var body = await StrictBody.Read<JudgementBody>(http.Request);
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (limiter.SecondsToWait(address) is { } seconds) throw ReceiptErrors.TooManyTries(seconds);
        if (body.Level is < 1 or > StarScore.LevelMax) throw ProgrammeErrors.Field(ProgrammeRefusals.FieldMalformed, "level", $"is 1 to {StarScore.LevelMax}", $"应为 1 至 {StarScore.LevelMax}");
        var key = ProgrammeKinds.KeyOf(StarBook.Kind.Name, body.Programme);
        var reply = ReceiptCode.HashOf(body.Code) is { } hash && ProgrammeKinds.IsKey(key)
            ? await grains.Change(key, new ChangeProgramme { AtUs = clock.NowUs, Origin = Residents.Origin(), Acts = { new ProgrammeAct { Action = "judge", Words = { ["code"] = hash }, Numbers = { ["level"] = body.Level } } } })
            : null;
        if (reply is { FaultsInAll: 0 }) return new { changed = true };
        limiter.WasWrong(address);
        // Of a programme that is none, too: nobody learns which there are.
        throw reply?.Faults[0] is { Refused: not ProgrammeRefusals.NotDefined } fault ? ProgrammeErrors.Refused(StarBook.Kind, fault)
            : ProgrammeErrors.Refused(StarBook.Kind, new ProgrammeFault { Refused = StarBook.CodeUnknown, Detail = "the code" });
    }

    internal sealed record CodesBody(string Grid, string Half, int Count);

    internal sealed record JudgementBody(string Programme, string Code, int Level);
}
