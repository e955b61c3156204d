-- Who writes the journal, where only one process may: its epoch fences out those before it. One row at most.
create table tenure (
  epoch         bigint      not null,
  beat          bigint      not null,
  session_start timestamptz not null,
  session       integer     not null,
  holder        text        not null,
  is_only       boolean     not null primary key default true check (is_only)
);

-- Ends the transaction of a process that was overtaken.
create function superseded() returns integer language plpgsql as $$ begin
  raise 'another process has taken over this journal' using errcode = 'RG001';
end $$;
