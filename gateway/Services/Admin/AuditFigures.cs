using RealtimeGov.Gateway.Days;
using RealtimeGov.Protos;

namespace RealtimeGov.Gateway.Admin;

/// <summary>Lines of the audit as HTTP shows them, newest first.</summary>
internal sealed record AuditFigures(IReadOnlyList<AuditFigure> Lines)
{
    public static AuditFigures From(AuditLines audit) => new([.. audit.Lines.Select(AuditFigure.From)]);
}

internal sealed record AuditFigure(ulong Seq, string At, string By, string Action, string Subject, string Before, string After)
{
    public static AuditFigure From(AuditLine line) => new(
        line.Seq, Iso.Time(line.At.ToDateTimeOffset()), line.By, line.Action, line.Subject, line.Before, line.After);
}
