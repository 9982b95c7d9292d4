#!/bin/bash
# A real Kubernetes of one node on this machine: API on 127.0.0.1:16443, pods on a bridge of their own,
# nothing pulled. About ten seconds; a second call changes nothing. Needs what build.sh makes, and root.
# No DNS, and pods do not reach the API server: the tests need neither.
set -euo pipefail
. "$(dirname "$0")/env.sh"

NODE=node1
NODE_IP=10.244.0.1
POD_NETWORK=10.244.0.0/24
SERVICE_NETWORK=10.96.0.0/24
API=https://127.0.0.1:16443
ETCD=http://127.0.0.1:12379
ETCD_PEERS=http://127.0.0.1:12380
export KUBECONFIG=$RIG/kubeconfig
cd "$RIG"

main() {
  remember_sysctls
  network
  certificates
  kubeconfigs
  start_etcd
  start_apiserver
  start_containerd
  import_images
  await apiserver kubectl get --raw /readyz
  start_control_plane
  start_kubelet
  start_proxy
  await "the node" kubectl wait --for=condition=Ready "node/$NODE" --timeout=1s
  await kube-proxy curl -sf http://127.0.0.1:10256/healthz
  await "the default account" kubectl -n default get serviceaccount default
  local name
  for name in etcd apiserver containerd controller-manager scheduler kubelet proxy; do
    alive $name || fail "$name does not run; see $LOG/$name.log"
  done
}

fail() { echo "$*" >&2; exit 1; }

start() { # name, command...
  local name=$1
  shift
  ! alive "$name" || return 0
  setsid nohup "$@" >>"$LOG/$name.log" 2>&1 </dev/null &
  echo $! >"$RUN/$name.pid"
}

await() { # what, command...
  local what=$1 try
  shift
  for ((try = 0; try < 300; try += 1)); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.2
  done
  fail "$what was not ready within a minute; see $LOG"
}

# kube-proxy ends when its file is written anew.
put() { # file, from standard input
  cat >"$1.new"
  if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
}

# The kubelet and kube-proxy change them; down.sh puts them back. Not ip_forward: a Docker engine may need it by then.
remember_sysctls() {
  [ ! -f "$CONFIG/sysctls.old" ] || return 0
  local name
  for name in kernel/panic kernel/panic_on_oops vm/overcommit_memory net/ipv4/conf/all/route_localnet; do
    echo "$name $(cat /proc/sys/$name)"
  done >"$CONFIG/sysctls.old"
}

network() {
  if ! ip link show $BRIDGE >/dev/null 2>&1; then
    ip link add $BRIDGE type bridge
    ip addr add $NODE_IP/24 dev $BRIDGE
    ip link set $BRIDGE up
  fi
  ip route replace $SERVICE_NETWORK dev $BRIDGE src $NODE_IP # they never leave this machine
  # A Docker engine leaves FORWARD at DROP.
  iptables -C FORWARD -i $BRIDGE -o $BRIDGE -j ACCEPT 2>/dev/null || iptables -I FORWARD -i $BRIDGE -o $BRIDGE -j ACCEPT
  put "$CONFIG/cni/10-bridge.conflist" <<EOF
{"cniVersion": "1.0.0", "name": "tidemark", "plugins": [
  {"type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "ipMasq": false, "hairpinMode": true,
   "ipam": {"type": "host-local", "dataDir": "$RUN/cni", "routes": [{"dst": "0.0.0.0/0"}],
    "ranges": [[{"subnet": "$POD_NETWORK", "rangeStart": "10.244.0.10", "gateway": "$NODE_IP"}]]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
EOF
}

certificates() {
  [ ! -f "$PKI/done" ] || return 0
  openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/ca.key"
  openssl req -x509 -new -key "$PKI/ca.key" -days 3650 -subj /CN=tidemark-kubernetes-ca -out "$PKI/ca.crt" 2>/dev/null
  openssl genrsa -out "$PKI/accounts.key" 2048 2>/dev/null
  openssl rsa -in "$PKI/accounts.key" -pubout -out "$PKI/accounts.pub" 2>/dev/null
  certificate apiserver /CN=kube-apiserver \
    "IP:127.0.0.1,IP:$NODE_IP,IP:10.96.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default.svc"
  certificate apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client
  certificate administrator /O=system:masters/CN=administrator
  certificate controller-manager /CN=system:kube-controller-manager
  certificate scheduler /CN=system:kube-scheduler
  certificate proxy /CN=system:kube-proxy
  certificate kubelet /O=system:nodes/CN=system:node:$NODE "IP:$NODE_IP,DNS:$NODE"
  touch "$PKI/done"
}

certificate() { # name, subject, alternative names
  openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/$1.key"
  openssl req -new -key "$PKI/$1.key" -subj "$2" -out "$PKI/$1.csr" 2>/dev/null
  {
    echo extendedKeyUsage=clientAuth,serverAuth
    if [ -n "${3:-}" ]; then echo "subjectAltName=$3"; fi
  } >"$PKI/$1.ext"
  openssl x509 -req -in "$PKI/$1.csr" -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial -days 3650 \
    -extfile "$PKI/$1.ext" -out "$PKI/$1.crt" 2>/dev/null
}

kubeconfigs() {
  kubeconfig administrator "$KUBECONFIG"
  local name
  for name in controller-manager scheduler kubelet proxy; do kubeconfig $name "$CONFIG/$name.kubeconfig"; done
}

kubeconfig() { # whose certificate, file
  put "$2" <<EOF
apiVersion: v1
kind: Config
clusters: [{name: tests, cluster: {server: "$API", certificate-authority: "$PKI/ca.crt"}}]
users: [{name: $1, user: {client-certificate: "$PKI/$1.crt", client-key: "$PKI/$1.key"}}]
contexts: [{name: tests, context: {cluster: tests, user: $1}}]
current-context: tests
EOF
}

start_etcd() {
  start etcd "$(command -v etcd)" --name tests --data-dir "$DATA/etcd" \
    --listen-client-urls $ETCD --advertise-client-urls $ETCD \
    --listen-peer-urls $ETCD_PEERS --initial-advertise-peer-urls $ETCD_PEERS --initial-cluster tests=$ETCD_PEERS
  await etcd curl -sf $ETCD/health
}

start_apiserver() {
  start apiserver "$BIN/kube-apiserver" --etcd-servers=$ETCD --bind-address=127.0.0.1 --secure-port=16443 \
    --advertise-address=$NODE_IP --endpoint-reconciler-type=none --allow-privileged=true \
    --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" --client-ca-file="$PKI/ca.crt" \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$PKI/accounts.pub" \
    --service-account-signing-key-file="$PKI/accounts.key" --service-cluster-ip-range=$SERVICE_NETWORK \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --kubelet-client-certificate="$PKI/apiserver-kubelet.crt" --kubelet-client-key="$PKI/apiserver-kubelet.key" \
    --kubelet-certificate-authority="$PKI/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --storage-media-type=application/vnd.kubernetes.protobuf
}

# With folders and a socket of its own, beside a Docker engine's. Images are those that were imported: every
# registry is one that does not answer, so that one that is missing stays missing on any machine.
start_containerd() {
  mkdir -p "$CONFIG/registries/_default"
  echo 'server = "http://127.0.0.1:1"' | put "$CONFIG/registries/_default/hosts.toml"
  put "$CONFIG/containerd.toml" <<EOF
version = 2
root = "$DATA/containerd"
state = "$RUN/containerd"
disabled_plugins = [
  "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.aufs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.internal.v1.tracing", "io.containerd.tracing.processor.v1.otlp",
]
[grpc]
  address = "$SOCKET"
[ttrpc]
  address = "$SOCKET.ttrpc"
[plugins."io.containerd.internal.v1.opt"]
  path = "$DATA/containerd-opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "k8s.local/pause:1"
  restrict_oom_score_adj = true
  stream_server_address = "127.0.0.1"
  stream_server_port = "0"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "$CONFIG/registries"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$CONFIG/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
EOF
  start containerd "$(command -v containerd)" --config "$CONFIG/containerd.toml"
  await containerd containers version
}

import_images() {
  local archive mark
  for archive in "$IMAGES"/*.tar; do
    mark=$DATA/imported-$(basename "$archive")
    [ "$mark" -nt "$archive" ] || { containers images import "$archive" >/dev/null && touch "$mark"; }
  done
}

start_control_plane() {
  local name login
  for name in controller-manager scheduler; do
    login=$CONFIG/$name.kubeconfig
    local more=()
    [ $name = scheduler ] || more=(--service-account-private-key-file="$PKI/accounts.key" --root-ca-file="$PKI/ca.crt"
      --use-service-account-credentials=true --allocate-node-cidrs=false)
    start $name "$BIN/kube-$name" --kubeconfig="$login" --authentication-kubeconfig="$login" \
      --authorization-kubeconfig="$login" --bind-address=127.0.0.1 --leader-elect=false "${more[@]}"
  done
}

start_kubelet() {
  echo "nameserver $NODE_IP" | put "$CONFIG/resolv.conf"
  put "$CONFIG/kubelet.yaml" <<EOF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_IP
port: 10250
healthzBindAddress: 127.0.0.1
healthzPort: 10248
containerRuntimeEndpoint: unix://$SOCKET
cgroupDriver: cgroupfs
cgroupsPerQOS: true
enforceNodeAllocatable: []
failCgroupV1: false
failSwapOn: false
resolvConf: $CONFIG/resolv.conf
clusterDNS: ["10.96.0.10"]
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: "$PKI/ca.crt"}}
authorization: {mode: Webhook}
tlsCertFile: $PKI/kubelet.crt
tlsPrivateKeyFile: $PKI/kubelet.key
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: "100Mi", nodefs.available: "1%", imagefs.available: "1%", nodefs.inodesFree: "1%"}
nodeStatusUpdateFrequency: 5s
syncFrequency: 10s
podLogsDir: $LOG/pods
volumePluginDir: $DATA/kubelet-plugins
EOF
  start kubelet "$BIN/kubelet" --config="$CONFIG/kubelet.yaml" --kubeconfig="$CONFIG/kubelet.kubeconfig" \
    --hostname-override=$NODE --node-ip=$NODE_IP --root-dir="$DATA/kubelet" --cert-dir="$DATA/kubelet-pki"
}

start_proxy() {
  put "$CONFIG/proxy.yaml" <<EOF
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
bindAddress: $NODE_IP
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
hostnameOverride: $NODE
mode: iptables
clusterCIDR: $POD_NETWORK
nodePortAddresses: ["$NODE_IP/32"]
clientConnection: {kubeconfig: "$CONFIG/proxy.kubeconfig"}
conntrack: {maxPerCore: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
iptables: {localhostNodePorts: false, syncPeriod: 30s, minSyncPeriod: 0s}
EOF
  start proxy "$BIN/kube-proxy" --config="$CONFIG/proxy.yaml"
  kubectl get clusterrolebinding tests-proxy >/dev/null 2>&1 ||
    kubectl create clusterrolebinding tests-proxy --clusterrole=system:node-proxier --user=system:kube-proxy >/dev/null
}

main
