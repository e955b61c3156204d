-- Photos that an erased content named, and when: their files go at once, unless another content names them.
create table erased_photo (
  photo_id  text   collate "C" not null primary key,
  erased_us bigint not null
);

create index erased_photo_when on erased_photo (erased_us);

-- What an erasure looks for.
create index photo_reference_place on photo_reference (stream, seq);
