#!/usr/bin/env bash
# Writes .env from .env.example with a fresh password in every empty place that needs one. An .env that is there stays as it is, but for places that
# are still empty: an upgrade that brings a new password is prepared by running this once more.
set -euo pipefail
cd "$(dirname "$0")"
umask 077

fresh() { od -An -v -tx1 -N 32 /dev/urandom | tr -d ' \n'; }

[ -f .env ] || cp .env.example .env
chmod 600 .env
while IFS= read -r name; do
    grep -q "^$name=" .env || printf '%s=\n' "$name" >> .env
    sed -i "s/^$name=\$/$name=$(fresh)/" .env
done < <(sed -n 's/^\([A-Z_]*\(PASSWORD\|TOKEN\|KEY\)\)=$/\1/p' .env.example)
echo "deploy/compose/.env is ready. Next: docker compose up --detach --wait"
