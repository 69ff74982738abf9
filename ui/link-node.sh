#!/bin/sh
# Links the Node of this machine where frontend-maven-plugin looks for the one it would download.
# usage: link-node.sh <folder>; exit 0 = linked, 1 = no Node 20.19 or newer with npm on the PATH.
set -e
home="$1"
node=$(command -v node) || exit 1
npm=$(command -v npm) || exit 1
"$node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' || exit 1
# Follow links by Node itself: readlink -f does not exist on every system.
real() { "$node" -e 'console.log(require("fs").realpathSync(process.argv[1]))' "$1"; }
cli=$(real "$npm")
package=$(dirname "$(dirname "$cli")")
[ -f "$package/bin/npm-cli.js" ] || exit 1
mkdir -p "$home/node/node_modules"
ln -sfn "$(real "$node")" "$home/node/node"
ln -sfn "$package" "$home/node/node_modules/npm"
ln -sfn "$package/bin/npm-cli.js" "$home/node/npm"
