-- The journal: the truth. Facts only; what may be erased is in content.
create table journal (
  stream      text    not null,
  seq         integer not null,
  incarnation integer not null,
  append      integer not null,
  facts       blob    not null,
  primary key (stream, seq)
) without rowid, strict;

create table content (
  stream     text    not null,
  seq        integer not null,
  reporter   text    not null,
  local_date integer not null,
  payload    blob    not null,
  primary key (stream, seq)
) without rowid, strict;

create index content_reporter on content (reporter, local_date) where reporter <> '';

-- An id counts once, ever: never pruned.
create table report_id (
  report_id blob not null primary key,
  grid      text not null,
  issue_id  text not null
) without rowid, strict;

-- Ids of invalid reports: counted once, but not consumed.
create table refused_id (
  report_id blob not null primary key,
  grid      text not null
) without rowid, strict;

-- Caches of a stream's state at one seq.
create table snapshot (
  stream text    not null primary key,
  seq    integer not null,
  state  blob    not null
) without rowid, strict;

-- The read model: each row owned by one stream, absolute, guarded by seq.
create table day_tally (
  local_date  integer not null,
  unit        text    not null,
  grid        text    not null,
  seq         integer not null,
  invalid     integer not null,
  opened      integer not null,
  joined      integer not null,
  recorded    integer not null,
  by_category blob    not null,
  primary key (local_date, unit, grid)
) without rowid, strict;

create table report (
  grid           text    not null,
  local_date     integer not null,
  seq            integer not null,
  report_id      blob    not null,
  category       text    not null,
  unit           text    not null,
  origin         integer not null,
  outcome        integer not null,
  issue_id       text    not null,
  observed_at_us integer not null,
  received_at_us integer not null,
  place_unsure   integer not null,
  primary key (grid, local_date, seq)
) without rowid, strict;

create index report_joined on report (issue_id) where outcome = 2;

create table issue (
  issue_id            text    not null primary key,
  seq                 integer not null,
  grid                text    not null,
  category            text    not null,
  state               text    not null,
  report_id           blob    not null,
  observed_at_us      integer not null,
  opened_at_us        integer not null,
  place_unsure        integer not null,
  possible_duplicates text    not null
) without rowid, strict;

create table steward (
  id   text    not null primary key,
  seq  integer not null,
  data blob    not null
) without rowid, strict;

create table region (
  code      text    not null,
  from_date integer not null,
  seq       integer not null,
  data      blob    not null,
  primary key (code, from_date)
) without rowid, strict;

create table category (
  code text    not null primary key,
  seq  integer not null,
  data blob    not null
) without rowid, strict;
