using RealtimeGov.Journal.Appends;

namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Messages to other grains, durable with what decided them.</summary>
internal sealed class OutboxRows : Unnest
{
    private readonly List<long> seqs, previous;
    private readonly List<Guid> commands;
    private readonly List<string> senders, targets, grids, types;
    private readonly List<byte[]> payloads;

    public OutboxRows() : base("insert into outbox (seq, previous, command_id, sender, target, grid, type, payload) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)")
    {
        (seqs, previous, commands) = (Bigints(), Bigints(), Uuids());
        (senders, targets, grids, types, payloads) = (Texts(), Texts(), Texts(), Texts(), Byteas());
    }

    public void Add(OutboxMessage message)
    {
        seqs.Add((long)message.Seq);
        previous.Add((long)message.Previous);
        commands.Add(message.CommandId);
        senders.Add(message.Sender);
        targets.Add(message.Target);
        grids.Add(message.Grid);
        types.Add(message.Type);
        payloads.Add(message.Payload);
    }
}
