-- Which contents name a photo: it is kept as long as one does. Goes with the content when that is erased.
create table photo_reference (
  photo_id text    not null,
  stream   text    not null,
  seq      integer not null,
  primary key (photo_id, stream, seq)
) without rowid, strict;
