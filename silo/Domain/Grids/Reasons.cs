namespace RealtimeGov.Domain.Grids;

/// <summary>Reason codes of receipts and of withdrawals; docs/contracts/reasons.md says each in words.</summary>
public static class Reasons
{
    public const string ReportIdMalformed = "report_id_malformed";
    public const string NoGrid = "no_grid";
    public const string StewardMissing = "steward_missing";
    public const string StewardMalformed = "steward_malformed";
    public const string LocationInvalid = "location_invalid";
    public const string ObservedMissing = "observed_missing";
    public const string ObservedAhead = "observed_ahead";
    public const string ObservedTooOld = "observed_too_old";
    public const string TextMissing = "text_missing";
    public const string TextTooLong = "text_too_long";
    public const string TextMalformed = "text_malformed";
    public const string CategoryMalformed = "category_malformed";
    public const string PhotoIdMalformed = "photo_id_malformed";
    public const string PhotosTooMany = "photos_too_many";
    public const string OriginMissing = "origin_missing";
    public const string DispositionUnknown = "disposition_unknown";

    /// <summary>The device's credential is of another steward, of other origins, or of another region.</summary>
    public const string StewardNotOwn = "steward_not_own";
    public const string OriginNotOwn = "origin_not_own";
    public const string GridNotOwn = "grid_not_own";

    /// <summary>The store refused the report's data itself, however often it was tried.</summary>
    public const string NotStorable = "not_storable";

    public const string JoinUnavailable = "join_unavailable";
    public const string PlaceUnsure = "place_unsure";
    public const string ClockCorrected = "clock_corrected";
    public const string ClockUnsure = "clock_unsure";
    public const string CategoryUnknown = "category_unknown";
    public const string StewardUnknown = "steward_unknown";
    public const string PossibleDuplicate = "possible_duplicate";

    /// <summary>A repeated id brought other content than what was counted under it.</summary>
    public const string OtherContent = "other_content";

    /// <summary>A repeated id came from somebody else than who sent what was counted under it.</summary>
    public const string OtherSender = "other_sender";

    /// <summary>An id made from a file's rows, sent as something else than an import: whoever imports that file must find it free.</summary>
    public const string ReportIdOfImport = "report_id_of_import";

    public const string ReportUnknown = "report_unknown";
    public const string AlreadyWithdrawn = "already_withdrawn";

    /// <summary>Only what belongs to no issue is reviewed alone: the issue's own steps review its reports.</summary>
    public const string ReportOfAnIssue = "report_of_an_issue";

    /// <summary>A review that lets a report stand has no reason: whoever wrote one meant to withdraw it.</summary>
    public const string ReasonWithoutWithdrawal = "reason_without_withdrawal";

    public const string ReviewerMissing = "reviewer_missing";
    public const string ReviewerMalformed = "reviewer_malformed";
    public const string WithdrawalReasonMissing = "withdrawal_reason_missing";
    public const string WithdrawalReasonMalformed = "withdrawal_reason_malformed";

    public const string GridFull = "grid_full";
    public const string NotDurable = "not_durable";

    /// <summary>The devices agree that the server's own clock is wrong.</summary>
    public const string ServerClock = "server_clock";
}
