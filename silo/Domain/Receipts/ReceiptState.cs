using RealtimeGov.Protos;

namespace RealtimeGov.Domain.Receipts;

/// <summary>A slip of paper as its events tell.</summary>
public sealed class ReceiptState(string hash)
{
    /// <summary>Of the code.</summary>
    public string Hash => hash;

    public ulong Seq { get; private set; }

    /// <summary>Null where no such code was handed out.</summary>
    public ReceiptGiven? Given { get; private set; }

    public bool IsSpent { get; private set; }

    public bool IsContractors => Given is { Unit.Length: > 0 };

    /// <summary>Good for what it is for at that moment.</summary>
    public bool Holds(long nowUs) => Given is { } given && !IsSpent && nowUs <= given.UntilUs;

    public void Apply(ReceiptEvent e)
    {
        Seq++;
        switch (e.KindCase)
        {
            case ReceiptEvent.KindOneofCase.Given: Given = e.Given; break;
            case ReceiptEvent.KindOneofCase.Spent: IsSpent = true; break;
            default: throw new InvalidOperationException("receipt: an event of a kind this program does not know");
        }
    }

    /// <summary>Null where it is so already: a code is given once, and spent once.</summary>
    public ReceiptEvent? Decide(ChangeReceipt command) => command.KindCase switch
    {
        ChangeReceipt.KindOneofCase.Give => Given is null ? new ReceiptEvent { Given = command.Give } : null,
        ChangeReceipt.KindOneofCase.Spend => Given is null || IsSpent ? null : new ReceiptEvent { Spent = command.Spend },
        _ => null,
    };
}
