-- Who belongs to the cluster, for the silos and gateways of the Orleans engine; empty where the town runs in one process.
create table cluster_version (
  cluster    text        not null primary key,
  version    integer     not null default 0,
  changed_at timestamptz not null default now()
);

create table cluster_member (
  cluster       text        not null references cluster_version,
  address       text        not null,
  port          integer     not null,
  generation    integer     not null,
  silo          text        not null,
  host          text        not null,
  status        integer     not null,
  proxy_port    integer     not null,
  suspect_times text,
  started_at    timestamptz not null,
  alive_at      timestamptz not null,
  primary key (cluster, address, port, generation)
);

-- Orleans reads the text of each of its statements from here: names of keys, parameters and result columns are its own.
create table OrleansQuery (
  QueryKey  text not null primary key,
  QueryText text not null
);

insert into OrleansQuery (QueryKey, QueryText) values
('InsertMembershipVersionKey', $$
  with entered as (insert into cluster_version (cluster) values (@DeploymentId) on conflict do nothing returning 1)
  select count(*)::integer from entered
$$),
-- The list changes by one version at a time: of two who saw the same one, the second changes nothing.
('InsertMembershipKey', $$
  with turned as (
    update cluster_version set version = version + 1, changed_at = now()
    where cluster = @DeploymentId and version = @Version and not exists (
      select from cluster_member
      where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning cluster),
  entered as (
    insert into cluster_member (cluster, address, port, generation, silo, host, status, proxy_port, started_at, alive_at)
    select cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from turned
    returning 1)
  select count(*)::integer from entered
$$),
('UpdateMembershipKey', $$
  with turned as (
    update cluster_version set version = version + 1, changed_at = now()
    where cluster = @DeploymentId and version = @Version and exists (
      select from cluster_member
      where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning cluster),
  changed as (
    update cluster_member m set status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    from turned
    where m.cluster = turned.cluster and m.address = @Address and m.port = @Port and m.generation = @Generation
    returning 1)
  select count(*)::integer from changed
$$),
('UpdateIAmAlivetimeKey', $$
  update cluster_member set alive_at = @IAmAliveTime
  where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$$),
-- The version comes even where there is no member.
('MembershipReadRowKey', $$
  select m.address as Address, m.port as Port, m.generation as Generation, m.silo as SiloName, m.host as HostName,
    m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes, m.started_at as StartTime,
    m.alive_at as IAmAliveTime, v.version as Version
  from cluster_version v left join cluster_member m
    on m.cluster = v.cluster and m.address = @Address and m.port = @Port and m.generation = @Generation
  where v.cluster = @DeploymentId
$$),
('MembershipReadAllKey', $$
  select m.address as Address, m.port as Port, m.generation as Generation, m.silo as SiloName, m.host as HostName,
    m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes, m.started_at as StartTime,
    m.alive_at as IAmAliveTime, v.version as Version
  from cluster_version v left join cluster_member m on m.cluster = v.cluster
  where v.cluster = @DeploymentId
$$),
('GatewaysQueryKey', $$
  select address as Address, proxy_port as ProxyPort, generation as Generation
  from cluster_member where cluster = @DeploymentId and status = @Status and proxy_port > 0
$$),
('DeleteMembershipTableEntriesKey', $$
  with gone as (delete from cluster_member where cluster = @DeploymentId)
  delete from cluster_version where cluster = @DeploymentId
$$),
-- 3 is Active.
('CleanupDefunctSiloEntriesKey', $$
  delete from cluster_member where cluster = @DeploymentId and alive_at < @IAmAliveTime and status <> 3
$$);
