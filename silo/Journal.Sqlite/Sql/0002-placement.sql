-- Where grids run, as administrators decided it: owned by the stream `placement`, absolute, guarded by seq.
create table assignment (
  grid   text    not null primary key,
  silo   text    not null,
  pinned integer not null,
  seq    integer not null
) without rowid, strict;

create table silo_setting (
  silo     text    not null primary key,
  draining integer not null,
  weight   real    not null,
  seq      integer not null
) without rowid, strict;

-- A line for each change; the greatest seq is the placement's version.
create table audit (
  seq     integer not null primary key,
  at_us   integer not null,
  by      text    not null,
  action  text    not null,
  subject text    not null,
  before  text    not null,
  after   text    not null
) without rowid, strict;
