-- Where grids run, as administrators decided it: owned by the stream `placement`, absolute, guarded by seq.
create table assignment (
  seq    bigint  not null,
  pinned boolean not null,
  grid   text    collate "C" not null primary key,
  silo   text    collate "C" not null
);

create table silo_setting (
  seq      bigint           not null,
  weight   double precision not null,
  draining boolean          not null,
  silo     text             collate "C" not null primary key
);

-- A line for each change; the greatest seq is the placement's version.
create table audit (
  seq     bigint not null primary key,
  at_us   bigint not null,
  by      text   not null,
  action  text   not null,
  subject text   not null,
  before  text   not null,
  after   text   not null
);
