#!/usr/bin/env bash
# Creates a database as the official image does: all arguments go to its temporary server too.
set -eo pipefail
if [[ ! -s $PGDATA/PG_VERSION ]]; then
  # initdb asks for the name of the user.
  passwd=$(mktemp)
  echo "postgres:x:$(id -u):$(id -g):PostgreSQL:$PGDATA:/bin/false" >"$passwd"
  LD_PRELOAD=$(ls /usr/lib/*/libnss_wrapper.so) NSS_WRAPPER_PASSWD=$passwd NSS_WRAPPER_GROUP=/etc/group \
    initdb --username="$POSTGRES_USER" --pwfile=<(echo "$POSTGRES_PASSWORD")
  echo "host all all all $(postgres -C password_encryption "${@:2}")" >>"$PGDATA/pg_hba.conf"
  PGUSER=$POSTGRES_USER pg_ctl -o "$(printf '%q ' "${@:2}" -c listen_addresses=)" -w start
  [[ $POSTGRES_DB == postgres ]] || createdb --username="$POSTGRES_USER" --no-password "$POSTGRES_DB"
  pg_ctl -m fast -w stop
fi
exec "$@"
