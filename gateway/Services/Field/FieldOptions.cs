namespace RealtimeGov.Gateway.Field;

/// <param name="AcceptLateDays">Local days a report may be late; 0 to 20,000.</param>
public sealed record FieldOptions(int AcceptLateDays = FieldOptions.AcceptLateDaysDefault)
{
    public const int AcceptLateDaysDefault = 7;
    public const int AcceptLateDaysMax = 20_000;
}
