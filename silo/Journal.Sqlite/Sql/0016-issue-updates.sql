-- Where issues came to stand, and when: for lists that others read. Owned by the issue's stream.
create table issue_update (
  issue_id text    not null,
  seq      integer not null,
  at_us    integer not null,
  stage    integer not null,
  ending   integer not null,
  primary key (issue_id, seq)
) without rowid, strict;

create index issue_update_at on issue_update (at_us, issue_id, seq);

-- The newest issues first.
create index issue_opened on issue (opened_at_us, issue_id);

-- Addresses of others that are told of them: how far each came. Where it lies and its secret are content.
create table hook (
  id   text    not null primary key,
  seq  integer not null,
  data blob    not null
) without rowid, strict;
