#!/usr/bin/env bash
# Exits 0 when the node in this container takes requests. Needs no curl, which the image does not have to have.
exec 3<> "/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}" || exit 1
printf 'GET /api/v1/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
