-- Changes by people and services in the order in which they were recorded, for the audit. What devices report is not among them.
create index journal_change on journal (recorded_at_us, stream, seq) where principal_kind in ('person', 'service');
