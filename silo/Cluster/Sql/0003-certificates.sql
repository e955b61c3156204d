-- By which authority's certificates the silos of the cluster know one another; empty: by none. Who comes without the same is told so.
create table cluster_certificates (
  cluster   text        not null primary key,
  authority text        not null,
  set_by    text        not null,
  set_at    timestamptz not null
);
