# A package registry with what GitLab's has, PUT with a Job-Token and GET with a Private-Token: nginx, on an address of this machine; sourced by laptop and
# pipeline.
# shellcheck shell=bash disable=SC2034,SC2154 # settings of lib.sh, and some for those who source this
laptop=$home/laptop
port_of_packages=58143
packages=http://127.0.0.1:$port_of_packages/api/v4/projects/7/packages/maven
job_token=job-$RANDOM$RANDOM
export CFA_PACKAGES_TOKEN=laptop-$RANDOM$RANDOM
server=

find_nginx() {
  command -v nginx >/dev/null && return
  [ -x "$laptop/nginx/usr/sbin/nginx" ] && return
  rm -f "$downloads"/nginx_*.deb
  (cd "$downloads" && { apt-get download nginx || { apt-get update -qq && apt-get download nginx; }; })
  dpkg -x "$downloads"/nginx_*.deb "$laptop/nginx"
}

configuration() {
  local each
  [ "$(id -u)" != 0 ] || echo "user root;"
  cat <<CONFIGURATION
daemon off;
worker_processes 1;
pid $laptop/temp/pid;
events { worker_connections 64; }
http {
  access_log off;
  client_max_body_size 64m;
$(for each in client_body proxy fastcgi uwsgi scgi; do echo "  ${each}_temp_path $laptop/temp/$each;"; done)
  map "\$request_method \$http_job_token\$http_private_token" \$may {
    default 0;
    "GET $CFA_PACKAGES_TOKEN" 1;
    "HEAD $CFA_PACKAGES_TOKEN" 1;
    "~^(GET|HEAD|PUT) $job_token\$" 1;
  }
  server {
    listen $1:$port_of_packages;
    root $laptop/files;
    location / {
      if (\$may = 0) { return 401; }
      dav_methods PUT;
      create_full_put_path on;
    }
    # cut off in the middle of an answer
    location ~ \.jar\$ {
      if (\$may = 0) { return 401; }
      if (-f $laptop/temp/cut) { return 444; }
      dav_methods PUT;
      create_full_put_path on;
    }
  }
}
CONFIGURATION
}

# serve_packages ADDRESS : an empty registry there, until stop_packages
serve_packages() {
  ! port_is_taken $port_of_packages || die "something listens at 127.0.0.1:$port_of_packages. Next: stop it"
  rm -rf "$laptop/files" "$laptop/temp"
  mkdir -p "$laptop/files" "$laptop/temp" "$downloads"
  step "get nginx" find_nginx
  (umask 077; configuration "$1" >"$laptop/temp/nginx.conf")
  PATH=$laptop/nginx/usr/sbin:$PATH nginx -e "$laptop/temp/error.log" -c "$laptop/temp/nginx.conf" >/dev/null 2>&1 &
  server=$!
  until_true 20 listens "$1" || die "nginx does not listen. Next: read $laptop/temp/error.log"
}

listens() { (exec 3<>"/dev/tcp/$1/$port_of_packages") 2>/dev/null; }

stop_packages() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; }
