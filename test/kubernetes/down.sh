#!/bin/bash
# Ends what up.sh started, by process id, and takes away its mounts, rules, bridge and sysctls. With
# --purge the cluster's data go, too; what build.sh made stays. Goes on past whatever fails.
. "$(dirname "$0")/env.sh"

NETWORK_NAMESPACES=$RUN/network-namespaces

main() {
  local name
  remember_network_namespaces
  for name in scheduler controller-manager kubelet proxy; do stop $name; done
  if alive containerd; then end_containers; fi
  for name in apiserver etcd containerd; do stop $name; done
  end_shims
  unmount
  remove_control_groups
  remove_rules
  ip link del $BRIDGE 2>/dev/null
  restore_sysctls
  if [ "${1:-}" = --purge ]; then rm -rf "$DATA" "$RUN" "$LOG"; fi
}

stop() { # name
  local pid try
  if alive "$1"; then
    pid=$(cat "$RUN/$1.pid")
    kill "$pid"
    for ((try = 0; try < 75; try += 1)); do
      alive "$1" || break
      sleep 0.2
    done
    ! alive "$1" || kill -9 "$pid"
  fi
  rm -f "$RUN/$1.pid"
}

end_containers() {
  local id
  for id in $(containers tasks ls -q); do containers tasks kill -s SIGKILL "$id"; done >/dev/null 2>&1
  sleep 1
  for id in $(containers tasks ls -q); do containers tasks rm -f "$id"; done >/dev/null 2>&1
  for id in $(containers containers ls -q); do containers containers rm "$id"; done >/dev/null 2>&1
}

# Of this containerd alone, by its address.
end_shims() {
  local process
  for process in /proc/[0-9]*; do
    if tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -q "containerd-shim.*-address $SOCKET"; then
      kill "${process#/proc/}" 2>/dev/null
    fi
  done
  sleep 0.5
}

# Of our pods, as the bundles of their containers name them, before these are gone: on a machine with several
# containerds /run/netns shows all of them by names of the same form. Kept in case this is interrupted.
remember_network_namespaces() {
  jq -r '.linux.namespaces[]? | select(.type == "network") | .path // empty' \
    "$RUN"/containerd/io.containerd.runtime.v2.task/*/*/config.json 2>/dev/null |
    grep -E '^(/var)?/run/netns/cni-[^/]+$' >>"$NETWORK_NAMESPACES"
}

unmount() {
  local mount path
  awk '{print $2}' /proc/mounts | grep -E "^($RUN/containerd|$DATA/kubelet)" | sort -r | while read -r mount; do
    umount "$mount" 2>/dev/null || umount -l "$mount"
  done
  sort -u "$NETWORK_NAMESPACES" | while read -r path; do
    umount "$path" 2>/dev/null
    rm -f "$path"
  done
  rm -f "$NETWORK_NAMESPACES"
}

remove_control_groups() {
  local group
  for group in /sys/fs/cgroup/kubepods /sys/fs/cgroup/*/kubepods; do
    if [ -d "$group" ]; then find "$group" -depth -type d -exec rmdir {} + 2>/dev/null; fi
  done
}

# What Kubernetes names as its own, in both families, and the bridge's.
remove_rules() {
  local tool table rule chain
  for tool in iptables ip6tables; do
    for table in nat filter mangle; do
      $tool-save -t $table 2>/dev/null | grep -E "^-A .*(KUBE-|CNI-|$BRIDGE)" | sed 's/^-A /-D /' | while read -r rule; do
        eval "$tool -t $table $rule" 2>/dev/null # rules hold quoted comments
      done
      for chain in $($tool-save -t $table 2>/dev/null | grep -oE '^:(KUBE|CNI)-[^ ]+' | tr -d :); do
        $tool -t $table -F "$chain" 2>/dev/null
      done
      for chain in $($tool-save -t $table 2>/dev/null | grep -oE '^:(KUBE|CNI)-[^ ]+' | tr -d :); do
        $tool -t $table -X "$chain" 2>/dev/null
      done
    done
  done
}

restore_sysctls() {
  local name value
  if [ -f "$CONFIG/sysctls.old" ]; then
    while read -r name value; do echo "$value" >"/proc/sys/$name"; done <"$CONFIG/sysctls.old"
  fi
  rm -f "$CONFIG/sysctls.old"
}

main "$@"
