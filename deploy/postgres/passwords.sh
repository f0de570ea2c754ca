#!/bin/sh
# Gives the roles of roles.sql their passwords, when the image of PostgreSQL makes its database.
set -eu
psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv api_password API_PASSWORD
\getenv worker_password WORKER_PASSWORD
alter role daemun_owner password :'owner_password';
alter role daemun_api password :'api_password';
alter role daemun_worker password :'worker_password';
SQL
