-- The community's programmes of every kind, and their items. What people write is content: text_seq says where it lies.
create table programme (
  kind     text    not null,
  id       text    not null,
  seq      integer not null,
  text_seq integer not null,
  region   text    not null,
  state    text    not null,
  data     blob    not null,
  primary key (kind, id)
) without rowid, strict;

create table programme_item (
  kind     text    not null,
  id       text    not null,
  item     text    not null,
  seq      integer not null,
  text_seq integer not null,
  part     text    not null,
  state    text    not null,
  region   text    not null,
  people   text    not null,
  due_date integer not null,
  data     blob    not null,
  primary key (kind, id, item)
) without rowid, strict;

create index programme_item_due on programme_item (kind, id, due_date) where due_date > 0;
