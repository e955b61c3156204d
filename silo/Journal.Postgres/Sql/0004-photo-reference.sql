-- Which contents name a photo: it is kept as long as one does. Goes with the content when that is erased.
create table photo_reference (
  seq      bigint not null,
  photo_id text   collate "C" not null,
  stream   text   collate "C" not null,
  primary key (photo_id, stream, seq)
);
