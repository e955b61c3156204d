-- Where the loop stands: by when something is due, who holds the issue, where its answer lies, and what lists show beside.
alter table issue
  add column due_us     bigint not null default 0,
  add column answer_seq bigint not null default 0,
  add column holder     text   collate "C" not null default '',
  add column work       bytea  not null default '';

-- Of issues whose clocks were never set: two hours after they were opened.
update issue set due_us = opened_at_us + 7200000000;

-- Queues, overdue first.
create index issue_due on issue (due_us, issue_id) where state not in ('closed', 'declined');
