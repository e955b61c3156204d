-- Every event's envelope: what it is, when, by whom, by which command, and why. The defaults are for programs of the
-- schema before, which may still write beside this one: a type of '' is read from the event itself.
alter table journal add column type text not null default '';
alter table journal add column recorded_at_us integer not null default 0;
alter table journal add column principal_kind text not null default 'unknown';
alter table journal add column principal_id text not null default '';
alter table journal add column command_id blob not null default x'00000000000000000000000000000000';
alter table journal add column cause_stream text not null default '';
alter table journal add column cause_seq integer not null default 0;

-- The first byte of an event's bytes is its kind: field 1, 2, 3, ... of the message that holds it.
update journal set type = case
  when stream like 'grid/%' then case hex(substr(facts, 1, 1)) when '0A' then 'ReportAccepted' when '12' then 'ReportRefused' when '1A' then 'ReportWithdrawn' else '' end
  when stream like 'issue/%' then case hex(substr(facts, 1, 1)) when '0A' then 'IssueOpened' else '' end
  when stream like 'steward/%' then case hex(substr(facts, 1, 1)) when '0A' then 'StewardRegistered' else '' end
  when stream = 'town' then case hex(substr(facts, 1, 1)) when '0A' then 'RegionDefined' when '12' then 'CategoryDefined' else '' end
  -- The placement's begin with who asked: its audit tells their kind.
  when stream = 'placement' then coalesce((select case action when 'move' then 'GridAssigned' when 'drain' then 'SiloDrained'
    when 'refill' then 'SiloRefilled' when 'weigh' then 'SiloWeighed' when 'apply' then 'PlanApplied' end from audit where audit.seq = journal.seq), '')
  else '' end;

-- Commands between grains, until the receiver has acknowledged them.
create table outbox (
  sender     text    not null,
  seq        integer not null,
  target     text    not null,
  previous   integer not null,
  grid       text    not null,
  command_id blob    not null,
  type       text    not null,
  payload    blob    not null,
  primary key (sender, seq, target)
) without rowid, strict;

create index outbox_grid on outbox (grid);

-- What is due when, by the grid whose silo looks after it.
create table deadline (
  stream  text    not null,
  kind    text    not null,
  version integer not null,
  due_us  integer not null,
  grid    text    not null,
  primary key (stream, kind)
) without rowid, strict;

create index deadline_due on deadline (grid, due_us);

-- By how much a report's device clock was corrected. Of reports of before it is in the journal: a rebuild brings it here.
alter table report add column clock_offset_ms integer not null default 0;
