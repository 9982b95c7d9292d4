#!/bin/bash
# Builds what up.sh needs and is not there yet: Kubernetes' own programs from their Go modules (about six
# minutes on two cores), k6 with the disruptor, its agent, and three small images. Installs Debian
# packages for the rest; no daemon is started by that. As root, with Go.
set -euo pipefail
. "$(dirname "$0")/env.sh"

KUBERNETES=$(sed -n 's/^require k8s.io\/kubernetes //p' "$HERE/go.mod")
DISRUPTOR=$(sed -n 's/.*github.com\/grafana\/xk6-disruptor //p' "$ROOT/tools/k6-disruptor/go.mod")
export CGO_ENABLED=0 GOFLAGS=-mod=mod

main() {
  install_packages etcd-server containerd runc containernetworking-plugins iptables busybox-static jq openssl curl
  local name
  for name in kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do
    [ -x "$BIN/$name" ] || build_kubernetes "$name"
  done
  [ -x "$BIN/k6-disruptor" ] || build_disruptor k6-disruptor .
  [ -x "$BIN/xk6-disruptor-agent" ] || build_disruptor xk6-disruptor-agent github.com/grafana/xk6-disruptor/cmd/agent
  roots=$(mktemp -d)
  trap 'rm -rf "$roots"' EXIT
  for name in pause web grpc; do image_of_program "$name"; done
  image_of_agent
}

install_packages() {
  local name missing=()
  for name in "$@"; do dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  # Debian starts what it installs unless this says no.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
    trap "rm -f $policy" RETURN
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

build_kubernetes() { # program
  echo "building $1"
  local v=k8s.io/component-base/version minor=${KUBERNETES#v1.}
  local flags="-s -w -X $v.gitVersion=$KUBERNETES -X $v.gitMajor=1 -X $v.gitMinor=${minor%%.*}"
  go_build "$HERE" "$flags" "$BIN/$1" "k8s.io/kubernetes/cmd/$1"
}

build_disruptor() { # program, package
  echo "building $1"
  go_build "$ROOT/tools/k6-disruptor" "-s -w" "$BIN/$1" "$2" "$ROOT/tools/k6-disruptor/main.go"
}

go_build() { # folder of the module, linker flags, where to, package, the package's own file
  local copy
  copy=$(mktemp -d) # Go may write to its module files
  cp "$1"/go.mod "$1"/go.sum "$copy/"
  [ -z "${5:-}" ] || cp "$5" "$copy/"
  (cd "$copy" && go build -trimpath -buildvcs=false -ldflags "$2" -o "$3" "$4")
  rm -rf "$copy"
}

# An archive as `docker save` writes it, from a folder and a configuration, without an engine.
image() { # reference, root folder, configuration
  local tar=$IMAGES/${1//[\/:]/_}.tar work digest
  work=$(mktemp -d)
  tar -C "$2" -cf "$work/layer.tar" .
  digest=sha256:$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
  jq -n --argjson c "$3" --arg d "$digest" \
    '{architecture: "amd64", os: "linux", config: $c, rootfs: {type: "layers", diff_ids: [$d]}}' >"$work/config.json"
  jq -n --arg r "$1" '[{Config: "config.json", RepoTags: [$r], Layers: ["layer.tar"]}]' >"$work/manifest.json"
  tar -C "$work" -cf "$tar.new" manifest.json config.json layer.tar
  mv "$tar.new" "$tar"
  rm -r "$work"
}

# Anew where the program was changed.
image_of_program() { # folder here, and name of the program
  local tar=$IMAGES/k8s.local_$1_1.tar
  [ ! "$tar" -nt "$HERE/$1/main.go" ] || return 0
  mkdir "$roots/$1"
  go_build "$HERE" '-s -w' "$roots/$1/$1" ./main.go "$HERE/$1/main.go"
  image "k8s.local/$1:1" "$roots/$1" "{\"Entrypoint\": [\"/$1\"]}"
}

# As the published image has it, on busybox: the agent, a shell, ps and iptables.
image_of_agent() {
  local root=$roots/agent name
  [ ! "$IMAGES/ghcr.io_grafana_xk6-disruptor-agent_$DISRUPTOR.tar" -nt "$BIN/xk6-disruptor-agent" ] || return 0
  mkdir -p "$root"/{bin,usr/bin,usr/sbin,etc,tmp,run,home/xk6-disruptor}
  chmod 1777 "$root/tmp"
  cp /bin/busybox "$root/bin/"
  for name in sh cat kill ls ps sleep; do ln -s busybox "$root/bin/$name"; done
  cp /usr/sbin/xtables-nft-multi "$root/usr/sbin/"
  for name in iptables iptables-save; do ln -s xtables-nft-multi "$root/usr/sbin/$name"; done
  local library
  for library in "$(dirname "$(find /usr/lib -path '*/xtables/libxt_tcp.so' | head -1)")" \
    $(ldd /usr/sbin/xtables-nft-multi | grep -o '/[^ ]*'); do
    mkdir -p "$root$(dirname "$library")"
    cp -rL "$library" "$root$library"
  done
  printf 'tcp 6 TCP\nudp 17 UDP\nicmp 1 ICMP\n' >"$root/etc/protocols"
  echo 'root:x:0:0::/:/bin/sh' >"$root/etc/passwd"
  cp "$BIN/xk6-disruptor-agent" "$root/usr/bin/"
  image "ghcr.io/grafana/xk6-disruptor-agent:$DISRUPTOR" "$root" \
    '{"Cmd": ["/bin/sh"], "Env": ["PATH=/usr/sbin:/usr/bin:/bin"], "WorkingDir": "/home/xk6-disruptor"}'
}

main
