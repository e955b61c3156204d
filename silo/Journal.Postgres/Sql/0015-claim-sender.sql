-- Who sent the report that counts under the id, as kind and id of the principal: the id again from somebody else is told as such. Empty: claimed before this was kept.
alter table report_id add column sender text not null default '';
