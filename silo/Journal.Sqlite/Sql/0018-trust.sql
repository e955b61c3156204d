-- What of an issue's reports a person released for public screens, and an objection that waits for a decision. It names events and holds no
-- words: what is erased there is shown nowhere.
create table public_release (
  issue_id    text    not null primary key,
  seq         integer not null,
  objected_us integer not null,
  data        blob    not null
) without rowid, strict;

create index public_release_objected on public_release (objected_us) where objected_us > 0;

-- Released photos by the random name under which they are shown.
create table released_photo (
  public_id text    not null primary key,
  seq       integer not null,
  issue_id  text    not null
) without rowid, strict;

-- What the last shift of each desk told the next one; the words are content, and go with the next note.
create table handover (
  region   text    not null primary key,
  seq      integer not null,
  note_seq integer not null,
  data     blob    not null
) without rowid, strict;
