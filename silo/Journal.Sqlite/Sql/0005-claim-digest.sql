-- SHA-256 of what the report said: a repeated id with other content is told as such. Null: claimed before this was kept, or erased.
alter table report_id add column digest blob;
