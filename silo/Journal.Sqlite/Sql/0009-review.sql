-- Whether somebody has reviewed a report, and the seq of the last event that changed the row (0: none).
alter table report add column reviewed integer not null default 0;
alter table report add column changed_seq integer not null default 0;

update report set reviewed = 1, changed_seq = withdrawn_seq where withdrawn_seq > 0;
