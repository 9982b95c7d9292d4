# Sourced by every script here: where the cluster keeps its programs, data and logs.
RIG=${TIDEMARK_KUBERNETES_RIG:-${TIDEMARK_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/tidemark}/for-tests/kubernetes}
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
BIN=$RIG/bin
IMAGES=$RIG/images
PKI=$RIG/pki
CONFIG=$RIG/config
DATA=$RIG/data
RUN=$RIG/run
LOG=$RIG/log
mkdir -p "$BIN" "$IMAGES" "$PKI" "$CONFIG/cni" "$DATA" "$RUN" "$LOG"
export PATH=$BIN:$PATH:/usr/local/go/bin:/usr/sbin:/sbin

BRIDGE=tidemark-k8s
SOCKET=$RUN/containerd.sock

containers() { ctr --address "$SOCKET" --namespace k8s.io "$@"; }

# A process of ours: its file names a live process whose command line mentions our folder.
alive() { [ -s "$RUN/$1.pid" ] && grep -qs "$RIG/" "/proc/$(cat "$RUN/$1.pid")/cmdline"; }
