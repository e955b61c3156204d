-- Where review declined a report: the seq of that event in the grid's stream, which tells by whom and why. 0: it counts.
alter table report add column withdrawn_seq integer not null default 0;
