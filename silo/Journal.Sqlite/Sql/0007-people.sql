-- Who may do what. Names, telephones and hashes are content: these rows say where they lie.
create table person (
  id           text    not null primary key,
  seq          integer not null,
  name_seq     integer not null,
  password_seq integer not null,
  has_left     integer not null
) without rowid, strict;

create table person_grant (
  person     text    not null,
  number     integer not null,
  seq        integer not null,
  role       text    not null,
  region     text    not null,
  unit       text    not null,
  from_date  integer not null,
  until_date integer not null,
  primary key (person, number)
) without rowid, strict;

create index person_grant_region on person_grant (region);
create index person_grant_unit on person_grant (unit) where unit <> '';

create table device (
  id       text    not null primary key,
  seq      integer not null,
  steward  text    not null,
  region   text    not null,
  until_us integer not null,
  revoked  integer not null
) without rowid, strict;

create index device_steward on device (steward);

create table unit (
  id     text    not null primary key,
  seq    integer not null,
  region text    not null,
  data   blob    not null
) without rowid, strict;
