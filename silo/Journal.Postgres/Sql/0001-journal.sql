-- Text keys compare by bytes (collate "C"): the order is SQLite's, and comparing is cheap. Wide columns stand first, so
-- that rows need no padding.

-- The journal: the truth. Facts only; what may be erased is in content.
create table journal (
  seq         bigint not null,
  incarnation bigint not null,
  append      bigint not null,
  stream      text   collate "C" not null,
  facts       bytea  not null,
  primary key (stream, seq)
);

create table content (
  seq        bigint  not null,
  local_date integer not null,
  stream     text    collate "C" not null,
  reporter   text    collate "C" not null,
  payload    bytea   not null,
  primary key (stream, seq)
);

create index content_reporter on content (reporter, local_date) where reporter <> '';

-- An id counts once, ever: never pruned, so in parts that stay small enough to maintain.
create table report_id (
  report_id uuid not null primary key,
  grid      text collate "C" not null,
  issue_id  text collate "C" not null
) partition by hash (report_id);

-- Ids of invalid reports: counted once, but not consumed.
create table refused_id (
  report_id uuid not null primary key,
  grid      text collate "C" not null
) partition by hash (report_id);

do $$ begin
  for part in 0..15 loop
    execute format('create table report_id_%s partition of report_id for values with (modulus 16, remainder %s)', part, part);
    execute format('create table refused_id_%s partition of refused_id for values with (modulus 16, remainder %s)', part, part);
  end loop;
end $$;

-- Ends a transaction as a key conflict does (23505), where the store itself saw none.
create function key_conflict(reason text) returns integer language plpgsql as $$ begin
  raise unique_violation using message = reason;
end $$;

-- Caches of a stream's state at one seq.
create table snapshot (
  seq    bigint not null,
  stream text   collate "C" not null primary key,
  state  bytea  not null
);

-- The read model: each row owned by one stream, absolute, guarded by seq. Day rows change with nearly every commit:
-- room is left in each page, so that no index has to.
create table day_tally (
  seq         bigint  not null,
  invalid     bigint  not null,
  opened      bigint  not null,
  joined      bigint  not null,
  recorded    bigint  not null,
  local_date  integer not null,
  unit        text    collate "C" not null,
  grid        text    collate "C" not null,
  by_category bytea   not null,
  primary key (local_date, unit, grid)
) with (fillfactor = 50);

create table report (
  seq            bigint  not null,
  observed_at_us bigint  not null,
  received_at_us bigint  not null,
  local_date     integer not null,
  origin         integer not null,
  outcome        integer not null,
  place_unsure   boolean not null,
  report_id      bytea   not null,
  grid           text    collate "C" not null,
  category       text    collate "C" not null,
  unit           text    collate "C" not null,
  issue_id       text    collate "C" not null,
  primary key (grid, local_date, seq)
);

create index report_joined on report (issue_id) where outcome = 2;

create table issue (
  seq                 bigint  not null,
  observed_at_us      bigint  not null,
  opened_at_us        bigint  not null,
  place_unsure        boolean not null,
  issue_id            text    collate "C" not null primary key,
  grid                text    collate "C" not null,
  category            text    collate "C" not null,
  state               text    collate "C" not null,
  report_id           bytea   not null,
  possible_duplicates text    not null
);

create table steward (
  seq  bigint not null,
  id   text   collate "C" not null primary key,
  data bytea  not null
);

create table region (
  seq       bigint  not null,
  from_date integer not null,
  code      text    collate "C" not null,
  data      bytea   not null,
  primary key (code, from_date)
);

create table category (
  seq  bigint not null,
  code text   collate "C" not null primary key,
  data bytea  not null
);
