-- What outlives every rebuild of the projection. Writers and readers of the projection lock this table in ACCESS SHARE mode
-- before their first statement, a switch to rebuilt tables in ACCESS EXCLUSIVE mode: so nobody reads half of each.
create table projection_switch (
    switched_at timestamptz not null,
    equal       boolean     not null
);
comment on table projection_switch is 'One row per switch to rebuilt tables; locked by everybody who touches the projection.';
