#!/bin/bash
# Makes the role and the user `trellis` in Elasticsearch, or brings them up to date: everything about the indexes trellis-*, nothing else.
# ELASTIC_URL, ELASTIC_PASSWORD of the superuser elastic, SEARCH_PASSWORD of the user trellis.
set -euo pipefail

put() {
    # The password on stdin, so that it is in no list of processes.
    curl -sS --fail-with-body --retry 10 --retry-all-errors --retry-delay 3 --config - -X PUT "$ELASTIC_URL$1" \
        -H 'Content-Type: application/json' -d "$2" <<< "user = \"elastic:$ELASTIC_PASSWORD\"" > /dev/null
}

put /_security/role/trellis '{"cluster": ["monitor"], "indices": [{"names": ["trellis-*"], "privileges": ["all"]}]}'
put /_security/user/trellis "{\"password\": \"$SEARCH_PASSWORD\", \"roles\": [\"trellis\"]}"
echo 'The user trellis is ready.'
