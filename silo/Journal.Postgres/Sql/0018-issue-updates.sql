-- Where issues came to stand, and when: for lists that others read. Owned by the issue's stream.
create table issue_update (
  seq      bigint  not null,
  at_us    bigint  not null,
  stage    integer not null,
  ending   integer not null,
  issue_id text    collate "C" not null,
  primary key (issue_id, seq)
);

create index issue_update_at on issue_update (at_us, issue_id, seq);

-- The newest issues first.
create index issue_opened on issue (opened_at_us, issue_id);

-- Addresses of others that are told of them: how far each came. Where it lies and its secret are content.
create table hook (
  seq  bigint not null,
  id   text   collate "C" not null primary key,
  data bytea  not null
);
