using RealtimeGov.Gateway.Identity;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin;

/// <summary>
/// Who gives an order about the placement: the credential says it. Of somebody who signed in, what the order itself says in
/// `by` is ignored. Behind a token that many bear it is the name that they give themselves; the journal names the token.
/// </summary>
internal static class OrderGiver
{
    public static void Sign(ChangePlacement command, Caller caller)
    {
        command.Origin = caller.Origin();
        if (caller.Kind != CallerKind.Person) return;
        switch (command.KindCase)
        {
            case ChangePlacement.KindOneofCase.Move: command.Move.By = caller.Id; break;
            case ChangePlacement.KindOneofCase.Drain: command.Drain.By = caller.Id; break;
            case ChangePlacement.KindOneofCase.Refill: command.Refill.By = caller.Id; break;
            case ChangePlacement.KindOneofCase.Weigh: command.Weigh.By = caller.Id; break;
            case ChangePlacement.KindOneofCase.Apply: command.Apply.By = caller.Id; break;
        }
    }
}
