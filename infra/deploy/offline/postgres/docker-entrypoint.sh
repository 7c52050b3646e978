#!/bin/bash
# What the public image's entrypoint does for us: the first start creates the cluster, the user and the database. It then
# starts and stops once in private, as the original does; Testcontainers counts these starts.
set -eu
[ "${1:-postgres}" = postgres ] || exec "$@"
shift || :
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  password=${POSTGRES_PASSWORD-}
  [ -z "${POSTGRES_PASSWORD_FILE-}" ] || password=$(cat "$POSTGRES_PASSWORD_FILE")
  : "${password:?POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE must be set}"
  initdb --pgdata="$PGDATA" --username="$user" --pwfile=<(printf '%s\n' "$password") --auth=scram-sha-256 \
    ${POSTGRES_INITDB_ARGS-}
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  [ "$database" = postgres ] ||
    printf 'CREATE DATABASE "%s" OWNER "%s"\n' "$database" "$user" | postgres --single -D "$PGDATA" postgres >/dev/null
  pg_ctl -D "$PGDATA" -w -o "-c listen_addresses='' -c unix_socket_directories=/tmp" start
  pg_ctl -D "$PGDATA" -w -m fast stop
fi
unset POSTGRES_PASSWORD
exec postgres -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/tmp "$@"
