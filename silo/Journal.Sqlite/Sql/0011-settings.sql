-- How the town has set up its loop: one row a setting, owned by the stream `town`.
create table town_setting (
  name text    not null primary key,
  seq  integer not null,
  data blob    not null
) without rowid, strict;
