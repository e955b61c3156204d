namespace RealtimeGov.Journal.Postgres.Commit;

/// <summary>Ends the transaction of a process that another has overtaken. Nothing where no right to write was claimed.</summary>
internal sealed class TenureCheck : Unnest
{
    private readonly List<long> epochs;

    public TenureCheck() : base("select superseded() from unnest($1) mine (epoch) where not exists (select from tenure where is_only and tenure.epoch = mine.epoch)") =>
        epochs = Bigints();

    public void Add(long? epoch)
    {
        if (epoch is { } own) epochs.Add(own);
    }
}
