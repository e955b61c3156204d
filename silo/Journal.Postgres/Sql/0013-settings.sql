-- How the town has set up its loop: one row a setting, owned by the stream `town`.
create table town_setting (
  seq  bigint not null,
  name text   collate "C" not null primary key,
  data bytea  not null
);
