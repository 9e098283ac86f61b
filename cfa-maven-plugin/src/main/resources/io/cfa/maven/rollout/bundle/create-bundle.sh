# In the directory $1, makes room for the bundle .cfa/bundles/$2, and removes those that were begun and never activated.
set -e
umask 022
mkdir -p "$1/.cfa/bundles" "$1/.cfa/backup"
cd "$1"
kept=$(find .cfa/bundle* .cfa/backup -maxdepth 1 -type l -exec readlink {} ';')
is_kept() { printf '%s\n' "$kept" | grep -qx -e "bundles/$1" -e "../bundles/$1"; }
if [ -e ".cfa/backup/$2" ] || is_kept "$2"; then
  echo "$1/.cfa/bundles/$2 is active or in a backup already; expected a new name, as it is a second later" >&2
  exit 1
fi
for bundle in .cfa/bundles/*; do
  is_kept "${bundle##*/}" || rm -rf "$bundle"
done
mkdir ".cfa/bundles/$2"
