# In the project's directory, activates the bundle .cfa/bundles/$1, whose env file is $2. The entries of the directory are links into
# .cfa/bundle, and that is a link to the active bundle: so one rename, of a new link over it, switches all files at once.
#
# Whichever command fails or is the last one that is run, the old bundle stays active and whole, and another run finishes.
# shellcheck disable=SC2086 # lists are split at the end of each line
set -ef
umask 022
IFS='
'
name=$1 env=$2 new=.cfa/bundles/$1 found=.cfa/bundles/$1-found

is_linked() { [ "$(readlink "$1")" = ".cfa/bundle/$1" ] || { [ "$1" = .env ] && [ "$(readlink .env)" = "$env" ]; }; }

in_force() { if [ -L .cfa/bundle ]; then readlink .cfa/bundle; fi; }

is_directory() { [ -d "$1" ] && [ ! -L "$1" ]; }

# The new link is made beside and renamed over what is there, so that no name is ever missing.
link() { ln -sfn "$2" .cfa/link && mv -fT .cfa/link "$1"; }

keep() { mkdir -p .cfa/backup && ln -sfn "../$1" ".cfa/backup/$name"; }

# On the disk first, or a power cut would leave it active and empty.
put_in_force() { find ".cfa/$1" -type f -exec sync {} + && link .cfa/bundle "$1"; }

# A new entry leads nowhere until the new bundle is active; one that was lost leads to the old bundle again.
link_what_is_missing() {
  for entry; do
    is_linked "$entry" || [ -e "$entry" ] || link "$entry" ".cfa/bundle/$entry"
  done
}

# What the host alone has stays, unless a file of the new bundle stands where its directory was.
take_along() {
  files=$(find -L "$@" -type f)
  for file in $files; do
    above=$file
    until [ -e "$new/$above" ]; do above=$(dirname "$above"); done
    if [ "$above" != "$file" ] && [ -d "$new/$above" ]; then
      mkdir -p "$new/$(dirname "$file")"
      cp -p "$file" .cfa/copy
      mv -f .cfa/copy "$new/$file"
    fi
  done
}

not_linked() {
  for entry; do
    is_linked "$entry" || [ ! -e "$entry" ] || echo "$entry"
  done
}

# On a host from before, or after a `sed -i`: what was found is activated as a bundle of its own, and then links to it change nothing.
take_in() {
  for entry; do
    if is_directory "$entry" && [ ! -w "$entry" ]; then
      echo "$PWD/$entry belongs to another user, as what Docker made; expected $(id -un). Next, as root: chown -R $(id -un) $PWD/$entry" >&2
      exit 1
    fi
  done
  before=$(in_force)
  if [ "$before" != "bundles/$name-found" ]; then
    rm -rf "$found"
    mkdir "$found"
    for entry in $entries; do
      is_directory "$entry" || [ ! -e "$entry" ] || cp -RLp "$entry" "$found/$entry"
    done
    keep "bundles/$name-found"
    put_in_force "bundles/$name-found"
  fi
  for entry; do
    if is_directory "$entry"; then move_in "$entry"; else link "$entry" ".cfa/bundle/$entry"; fi
  done
}

# A link cannot be renamed over a directory. It takes two renames, and between them the entry is missing: killed just there, it lies whole in
# .cfa/bundle, and the next run links it as any that is missing. It is moved, not copied, as containers may have it mounted.
move_in() {
  ln -sfn ".cfa/bundle/$1" .cfa/link
  mv -T "$1" "$found/$1"
  mv -fT .cfa/link "$1" || { mv -T "$found/$1" "$1" && exit 1; }
}

before=$(in_force)
if [ "$before" != "bundles/$name" ]; then # it is, where a connection was lost and this runs again
  ln -sfn "$env" "$new/.env"
  entries=$(ls -A "$new"; if [ -n "$before" ]; then ls -A .cfa/bundle/; fi)
  entries=$(printf '%s\n' "$entries" | sort -u)
  link_what_is_missing $entries
  take_along $entries
  strangers=$(not_linked $entries)
  if [ -n "$strangers" ]; then take_in $strangers; fi
  before=$(in_force)
  if [ -n "$before" ]; then keep "$before"; fi
  put_in_force "bundles/$name"
fi
# the same file by a shorter way: where this fails nothing is wrong, and the next run makes it
[ "$(readlink .env)" = "$env" ] || link .env "$env" || true
