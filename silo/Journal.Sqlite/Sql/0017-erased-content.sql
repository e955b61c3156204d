-- Contents that were erased with an append, and the event they began with: what a backup must not bring back. A number of an event may
-- belong to another one in a journal that goes on from a backup; the time of its recording tells the two apart.
create table erased_content (
  stream    text    not null,
  from_seq  integer not null,
  to_seq    integer not null,
  first_us  integer not null,
  report_id text    not null,
  erased_us integer not null,
  primary key (stream, from_seq)
) without rowid, strict;

create index erased_content_when on erased_content (erased_us);
