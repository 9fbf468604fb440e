# The box's own cgroup, one in every mounted hierarchy. Sourced.
#
# A systemd that finds itself in the root of a hierarchy takes over every process of the machine, so
# the box gets a cgroup of its own in each, and then a cgroup namespace in which that one is the root.
# A cgroup is written down as "KIND CONTROLLERS FOLDER", KIND being v1 or v2.

# The hierarchies of this process that are mounted, each with the folder the box's cgroup goes into.
cgroup_parents() {
  local controllers path
  while IFS=: read -r _ controllers path; do
    if [[ -z $controllers ]]; then
      # Only the top may have both processes and controllers to give away.
      cgroup_mount cgroup2 '' / v2
    else
      cgroup_mount cgroup "${controllers%%,*}" "$path" v1 "$controllers"
    fi
  done </proc/self/cgroup
}

# Finds the last mount of a hierarchy and prints where PATH of it is to be found.
cgroup_mount() { # TYPE CONTROLLER PATH KIND [CONTROLLERS]
  local root point type options found='' fields
  while read -r -a fields; do
    root=${fields[3]} point=${fields[4]}
    while [[ ${fields[0]} != - ]]; do fields=("${fields[@]:1}"); done
    type=${fields[1]} options=,${fields[3]},
    [[ $type == "$1" && (-z $2 || $options == *,"$2",*) ]] || continue
    [[ $root == / ]] || point+=/.
    found=$point${3#"${root%/}"}
  done </proc/self/mountinfo
  if [[ -n $found ]]; then echo "$4 ${5:--} ${found%/}"; fi
}

# Makes the cgroup NAME in every hierarchy and prints the list of them.
cgroups_make() { # NAME
  local kind controllers parent
  cgroup_parents | while read -r kind controllers parent; do
    mkdir "$parent/$1" || return 1
    case $kind,$controllers in
      v2,*) controllers=$(cgroup_delegate "$parent" "$1") ;;
      v1,*cpuset*) cgroup_copy_cpuset "$parent" "$1" ;;
    esac
    echo "$kind $controllers $parent/$1"
  done
}

# A new v1 cpuset is empty and takes no process until it has CPUs and memory nodes.
cgroup_copy_cpuset() { # PARENT NAME
  local file
  for file in cpuset.cpus cpuset.mems; do cat "$1/$file" >"$1/$2/$file"; done
  echo 1 >"$1/$2/cgroup.clone_children"
}

# Hands the controllers that systemd uses down to the box, and prints those that had to be switched on,
# as "+cpu+pids", or "-". In a container with a cgroup namespace of its own the top is an inner cgroup,
# which gives nothing away while it holds processes: they step aside into a leaf until the box is gone.
cgroup_delegate() { # PARENT NAME
  local controller switched=''
  for controller in cpu io memory pids; do
    grep -qw "$controller" "$1/cgroup.controllers" || continue
    ! grep -qw "$controller" "$1/cgroup.subtree_control" || continue
    if ! cgroup_switch "$1" "+$controller"; then
      mkdir -p "$1/$2-outside"
      cgroup_move "$1" "$1/$2-outside"
      cgroup_switch "$1" "+$controller" || continue
    fi
    switched+=+$controller
  done
  echo "${switched:--}"
}

cgroup_switch() { # FOLDER SIGN+CONTROLLER
  { echo "$2" >"$1/cgroup.subtree_control"; } 2>/dev/null
}

cgroup_move() { # FROM TO
  local pid
  while read -r pid; do
    { echo "$pid" >"$2/cgroup.procs"; } 2>/dev/null || true # ended meanwhile
  done <"$1/cgroup.procs"
}

# Moves the calling shell into the cgroups of LIST, or into the leaf LEAF of each.
cgroups_join() { # LIST [LEAF]
  local folder
  [[ -s $1 ]] || return 1
  while read -r _ _ folder; do
    [[ -z ${2:-} ]] || mkdir -p "$folder/$2" || return 1
    echo 0 >"$folder${2:+/$2}/cgroup.procs" || return 1
  done <"$1"
}

# Removes the cgroups of LIST with everything below. Their last processes may still be ending.
cgroups_remove() { # LIST
  local kind controllers folder try
  while read -r kind controllers folder; do
    for ((try = 0; try < 100; try++)); do
      find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null
      [[ -e $folder ]] || break
      sleep 0.05
    done
    if [[ $kind == v2 ]]; then cgroup_undelegate "$folder" "$controllers"; fi
  done <"$1"
}

cgroup_undelegate() { # FOLDER SWITCHED
  local parent=${1%/*} controller
  for controller in $(tr '+-' '  ' <<<"$2"); do cgroup_switch "$parent" "-$controller"; done
  if [[ -d $1-outside ]]; then
    cgroup_move "$1-outside" "$parent"
    rmdir "$1-outside"
  fi
}
