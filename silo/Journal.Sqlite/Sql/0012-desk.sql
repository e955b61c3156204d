-- Who has an issue in hand: the person, and the units beside the one that leads. Owned by the issue's stream.
create table issue_hand (
  issue_id text    not null primary key,
  seq      integer not null,
  handler  text    not null,
  others   text    not null
) without rowid, strict;

create index issue_hand_handler on issue_hand (handler) where handler <> '';
create index issue_hand_others on issue_hand (issue_id, others) where others <> '';

-- A unit's queue, overdue first.
create index issue_holder on issue (holder, due_us, issue_id) where state not in ('closed', 'declined');

-- Texts as they are searched, masked: one row for each content of a report or step, made after it was written.
create table search_text (
  id       integer not null primary key,
  issue_id text    not null,
  stream   text    not null,
  seq      integer not null,
  text     text    not null
) strict;

create unique index search_text_place on search_text (stream, seq);
create index search_text_issue on search_text (issue_id, id);

-- By pairs of neighbouring characters; the texts themselves are above.
create virtual table search_pair using fts5(pairs, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0");

-- What was written and is not searchable yet.
create table search_note (
  id         integer not null primary key,
  stream     text    not null,
  seq        integer not null,
  local_date integer not null
) strict;

create trigger content_written after insert on content
when (new.stream >= 'grid/' and new.stream < 'grid0') or (new.stream >= 'issue/' and new.stream < 'issue0')
begin insert into search_note (stream, seq, local_date) values (new.stream, new.seq, new.local_date); end;

-- What is erased is found no more from that moment on.
create trigger content_erased after delete on content
begin delete from search_pair where rowid in (select id from search_text where stream = old.stream and seq = old.seq); delete from search_text where stream = old.stream and seq = old.seq; end;

create trigger content_changed after update of payload on content
begin delete from search_pair where rowid in (select id from search_text where stream = old.stream and seq = old.seq); delete from search_text where stream = old.stream and seq = old.seq; insert into search_note (stream, seq, local_date) values (new.stream, new.seq, new.local_date); end;

insert into search_note (stream, seq, local_date)
select stream, seq, local_date from content where (stream >= 'grid/' and stream < 'grid0') or (stream >= 'issue/' and stream < 'issue0');
