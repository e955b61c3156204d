-- Whether somebody has reviewed a report, and the seq of the last event that changed the row (0: none).
alter table report
  add column reviewed    boolean not null default false,
  add column changed_seq bigint  not null default 0;

update report set reviewed = true, changed_seq = withdrawn_seq where withdrawn_seq > 0;
