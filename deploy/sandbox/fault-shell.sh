# What makes one command of a goal wait, fail or hang on the box's host; sourced by faults and faults-of-swarms, which set `work`.
# shellcheck shell=bash disable=SC2154 # the settings are those of lib.sh

# sshd gives each command of the goals to this one first, which does what /run/fault says, once
fault_shell() {
  cat <<'SHELL'
#!/bin/bash
# as it is sent (docs/decisions/0014), and as it is meant
line=$SSH_ORIGINAL_COMMAND
command=$(printf %b "$(sed "s/^exec .* sh '//; s/'\$//; s/' '//g" <<<"$line")")
begun() { grep -oE -m 1 '^echo cfa-[0-9a-f-]{36}' <<<"$command" | cut -d ' ' -f 2; }
cd /run/fault || exit 1
if [ -s after ]; then
  ! grep -qEf after <<<"$command" || mv after passed
elif [ -s pattern ] && grep -qEf pattern <<<"$command" && mv pattern hit 2>/dev/null; then
  case $(cat kind) in
    fails) begun; begun >&2; echo 'it fails, as was asked for' >&2; exit 1 ;;
    hangs) begun; begun >&2; exec sleep 600 ;;
    # held before it has begun, which is told by a mark: where nobody hears that any more, it begins all the same, as it would have by then
    *) until [ -e go ]; do sleep 0.05; done; trap '' PIPE HUP ;;
  esac
fi
# what start files of a login shell do
[ ! -s /run/state/profile ] || . /run/state/profile
cd
exec bash -c "$line"
SHELL
}

# use_fault_shell HOST... : every login on these containers goes by it; the first is the one that is armed
use_fault_shell() {
  local each
  fault_shell >"$work/shell"
  chmod 755 "$work/shell"
  for each in "$@"; do
    docker exec "$each" sh -c 'rm -rf /run/fault && install -d -o deploy -g deploy /run/fault'
    docker cp "$work/shell" "$each:/usr/local/bin/fault-shell"
  done
  sed 's|^|command="/usr/local/bin/fault-shell" |' "$box/id_deploy.pub" >"$box/host/authorized_keys"
}

arm() { # KIND PATTERN [AFTER]
  # shellcheck disable=SC2016
  machine sh -c 'cd /run/fault && rm -f * && printf %s "$1" >kind && { [ -z "$3" ] || printf %s "$3" >after; } && printf %s "$2" >pattern && chown deploy: *' sh "$1" "$2" "${3:-}"
}

disarm() { machine sh -c 'rm -f /run/fault/*; touch /run/fault/go'; }

# the actions: each waits until its moment has come, or the goal, `pid` of who tries the case, has ended without it
was_hit() { until_true 300 is_hit_or_over && machine test -e /run/fault/hit; }
is_hit_or_over() { machine test -e /run/fault/hit || ! kill -0 "$pid"; }

cut() {
  was_hit || return
  machine pkill -9 -f '^sshd(-session)?: deploy'
}

kill_it() { # PID : the goal's whole session
  was_hit || return
  kill -9 -- "-$1"
  # reaped here, where nobody hears the shell say so
  { wait "$1" || true; } 2>/dev/null
}
