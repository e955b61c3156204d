-- The community's programmes of every kind, and their items. What people write is content: text_seq says where it lies.
create table programme (
  seq      bigint not null,
  text_seq bigint not null,
  kind     text   collate "C" not null,
  id       text   collate "C" not null,
  region   text   collate "C" not null,
  state    text   collate "C" not null,
  data     bytea  not null,
  primary key (kind, id)
);

create table programme_item (
  seq      bigint  not null,
  text_seq bigint  not null,
  due_date integer not null,
  kind     text    collate "C" not null,
  id       text    collate "C" not null,
  item     text    collate "C" not null,
  part     text    collate "C" not null,
  state    text    collate "C" not null,
  region   text    collate "C" not null,
  people   text    collate "C" not null,
  data     bytea   not null,
  primary key (kind, id, item)
);

create index programme_item_due on programme_item (kind, id, due_date) where due_date > 0;
