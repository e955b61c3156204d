-- What of an issue's reports a person released for public screens, and an objection that waits for a decision. It names events and holds no
-- words: what is erased there is shown nowhere.
create table public_release (
  seq         bigint not null,
  objected_us bigint not null,
  issue_id    text   collate "C" not null primary key,
  data        bytea  not null
);

create index public_release_objected on public_release (objected_us) where objected_us > 0;

-- Released photos by the random name under which they are shown.
create table released_photo (
  seq       bigint not null,
  public_id text   collate "C" not null primary key,
  issue_id  text   collate "C" not null
);

-- What the last shift of each desk told the next one; the words are content, and go with the next note.
create table handover (
  seq      bigint not null,
  note_seq bigint not null,
  region   text   collate "C" not null primary key,
  data     bytea  not null
);
