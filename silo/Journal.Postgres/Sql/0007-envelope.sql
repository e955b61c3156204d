-- Every event's envelope: what it is, when, by whom, by which command, and why. The defaults are for programs of the
-- schema before, which may still write beside this one: a type of '' is read from the event itself.
alter table journal
  add column type           text   collate "C" not null default '',
  add column recorded_at_us bigint not null default 0,
  add column principal_kind text   collate "C" not null default 'unknown',
  add column principal_id   text   collate "C" not null default '',
  add column command_id     uuid   not null default '00000000-0000-0000-0000-000000000000',
  add column cause_stream   text   collate "C" not null default '',
  add column cause_seq      bigint not null default 0;

-- The first byte of an event's bytes is its kind: field 1, 2, 3, ... of the message that holds it.
update journal set type = case
  when stream like 'grid/%' then case get_byte(facts, 0) when 10 then 'ReportAccepted' when 18 then 'ReportRefused' when 26 then 'ReportWithdrawn' else '' end
  when stream like 'issue/%' then case get_byte(facts, 0) when 10 then 'IssueOpened' else '' end
  when stream like 'steward/%' then case get_byte(facts, 0) when 10 then 'StewardRegistered' else '' end
  when stream = 'town' then case get_byte(facts, 0) when 10 then 'RegionDefined' when 18 then 'CategoryDefined' else '' end
  -- The placement's begin with who asked: its audit tells their kind.
  when stream = 'placement' then coalesce((select case action when 'move' then 'GridAssigned' when 'drain' then 'SiloDrained'
    when 'refill' then 'SiloRefilled' when 'weigh' then 'SiloWeighed' when 'apply' then 'PlanApplied' end from audit where audit.seq = journal.seq), '')
  else '' end
where length(facts) > 0;

-- Commands between grains, until the receiver has acknowledged them.
create table outbox (
  seq        bigint not null,
  previous   bigint not null,
  command_id uuid   not null,
  sender     text   collate "C" not null,
  target     text   collate "C" not null,
  grid       text   collate "C" not null,
  type       text   collate "C" not null,
  payload    bytea  not null,
  primary key (sender, seq, target)
);

create index outbox_grid on outbox (grid);

-- What is due when, by the grid whose silo looks after it.
create table deadline (
  version bigint not null,
  due_us  bigint not null,
  stream  text   collate "C" not null,
  kind    text   collate "C" not null,
  grid    text   collate "C" not null,
  primary key (stream, kind)
);

create index deadline_due on deadline (grid, due_us);

-- By how much a report's device clock was corrected. Of reports of before it is in the journal: a rebuild brings it here.
alter table report add column clock_offset_ms bigint not null default 0;
