-- One process of a PostgreSQL is a cluster of one: who may write is the membership's to say, and nobody takes a tenure any more.
drop table tenure;
drop function superseded();
