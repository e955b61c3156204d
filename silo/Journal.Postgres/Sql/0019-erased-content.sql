-- Contents that were erased with an append, and the event they began with: what a backup must not bring back. A number of an event may
-- belong to another one in a journal that goes on from a backup; the time of its recording tells the two apart.
create table erased_content (
  from_seq  bigint not null,
  to_seq    bigint not null,
  first_us  bigint not null,
  erased_us bigint not null,
  stream    text   collate "C" not null,
  report_id text   collate "C" not null,
  primary key (stream, from_seq)
);

create index erased_content_when on erased_content (erased_us);
