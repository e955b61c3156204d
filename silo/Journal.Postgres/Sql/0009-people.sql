-- Who may do what. Names, telephones and hashes are content: these rows say where they lie.
create table person (
  seq          bigint  not null,
  name_seq     bigint  not null,
  password_seq bigint  not null,
  has_left     boolean not null,
  id           text    collate "C" not null primary key
);

create table person_grant (
  number     bigint  not null,
  seq        bigint  not null,
  from_date  integer not null,
  until_date integer not null,
  person     text    collate "C" not null,
  role       text    collate "C" not null,
  region     text    collate "C" not null,
  unit       text    collate "C" not null,
  primary key (person, number)
);

create index person_grant_region on person_grant (region);
create index person_grant_unit on person_grant (unit) where unit <> '';

create table device (
  seq      bigint  not null,
  until_us bigint  not null,
  revoked  boolean not null,
  id       text    collate "C" not null primary key,
  steward  text    collate "C" not null,
  region   text    collate "C" not null
);

create index device_steward on device (steward);

create table unit (
  seq    bigint not null,
  id     text   collate "C" not null primary key,
  region text   collate "C" not null,
  data   bytea  not null
);
