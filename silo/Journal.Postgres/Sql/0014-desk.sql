-- Who has an issue in hand: the person, and the units beside the one that leads. Owned by the issue's stream.
create table issue_hand (
  seq      bigint not null,
  issue_id text   collate "C" not null primary key,
  handler  text   collate "C" not null,
  others   text   collate "C" not null
);

create index issue_hand_handler on issue_hand (handler) where handler <> '';
create index issue_hand_others on issue_hand (issue_id, others) where others <> '';

-- A unit's queue, overdue first.
create index issue_holder on issue (holder, due_us, issue_id) where state not in ('closed', 'declined');

-- Texts as they are searched, masked: one row for each content of a report or step, made after it was written. Found by
-- pairs of neighbouring characters, which wants no extension.
create table search_text (
  id       bigint generated always as identity primary key,
  seq      bigint not null,
  issue_id text   collate "C" not null,
  stream   text   collate "C" not null,
  text     text   not null,
  pairs    text[] collate "C" not null,
  unique (stream, seq)
);

create index search_text_issue on search_text (issue_id, id);
create index search_text_pairs on search_text using gin (pairs);

-- What was written and is not searchable yet.
create table search_note (
  id         bigint generated always as identity primary key,
  seq        bigint  not null,
  local_date integer not null,
  stream     text    collate "C" not null
);

create function content_written() returns trigger language plpgsql as $$ begin
  insert into search_note (stream, seq, local_date)
  select stream, seq, local_date from added where stream like 'grid/%' or stream like 'issue/%';
  return null;
end $$;

-- What is erased is found no more from that moment on.
create function content_erased() returns trigger language plpgsql as $$ begin
  delete from search_text t using gone where t.stream = gone.stream and t.seq = gone.seq;
  return null;
end $$;

create trigger content_written after insert on content referencing new table as added for each statement execute function content_written();
create trigger content_changed after update on content referencing new table as added for each statement execute function content_written();
create trigger content_erased after delete on content referencing old table as gone for each statement execute function content_erased();
create trigger content_replaced after update on content referencing old table as gone for each statement execute function content_erased();

insert into search_note (stream, seq, local_date)
select stream, seq, local_date from content where stream like 'grid/%' or stream like 'issue/%';
