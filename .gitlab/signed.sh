# Signs what one pipeline keeps for the next, and says whether something is signed; sourced by compiled and job-image/hand-on.
#
# A cache of a runner, and a tag in a registry, are written by whoever may run a job of any branch. The project's key, which is protected, is in jobs of
# protected branches alone: COSIGN_PRIVATE_KEY, in PEM or as a file with it, and its password in COSIGN_PASSWORD. What is signed is a text that begins
# with "cfa kept", so that no such signature is one of an image, nor the other way round.
# shellcheck shell=sh

# find_key DIRECTORY : brings the key there, where nobody else reads; fails where there is none
find_key() {
  key_directory=$1
  case ${COSIGN_PRIVATE_KEY:-} in
    '') return 1 ;;
    # as a variable may have kept its line ends
    *-----BEGIN*) (umask 077; printf '%s\n' "$COSIGN_PRIVATE_KEY" | sed 's/\\n/\n/g' >"$key_directory/key") ;;
    *) (umask 077; cat "$COSIGN_PRIVATE_KEY" >"$key_directory/key") 2>/dev/null || true ;;
  esac
  export COSIGN_PASSWORD="${COSIGN_PASSWORD:-}"
  openssl pkey -in "$key_directory/key" -passin env:COSIGN_PASSWORD -pubout -out "$key_directory/public" 2>/dev/null && return
  echo "COSIGN_PRIVATE_KEY is not read by openssl here, so that nothing is taken from earlier pipelines, nor kept for later ones. Next: see that openssl is in the job's image, and docs/deploy/vps-cfa2/signatures.md" >&2
  return 1
}

# sign FILE SIGNATURE : by the key that was found
sign() {
  openssl dgst -sha256 -sign "$key_directory/key" -passin env:COSIGN_PASSWORD -out "$2" "$1"
}

# is_signed FILE SIGNATURE : by the key that was found
is_signed() {
  [ -f "$2" ] && openssl dgst -sha256 -verify "$key_directory/public" -signature "$2" "$1" >/dev/null 2>&1
}
