# Makes the machine's own root, seen through the overlay, a small system that only serves tests. Sourced.

prepare_system() { # ROOT USERS
  [[ ! -e $1/etc/systemd/system/box.target ]] || return 0
  silence_host "$1"
  identify "$1"
  keep_journal "$1"
  add_users "$1" "$2"
  add_target "$1" "$2"
}

# Nothing that the machine starts at boot starts here, but for what a login needs.
silence_host() { # ROOT
  local wants=$1/etc/systemd/system/sysinit.target.wants unit
  rm -rf "$1"/{etc,lib}/systemd/{system,user}/*.{wants,requires} "$1"/var/lib/systemd/linger "$1"/etc/cron.d
  mkdir -p "$wants" "$1"/etc/tmpfiles.d "$1"/etc/systemd/{system,user}/sockets.target.wants
  for unit in systemd-journald.service systemd-journal-flush.service systemd-tmpfiles-setup.service; do
    ln -s "/lib/systemd/system/$unit" "$wants"
  done
  for unit in dbus.socket systemd-journald.socket systemd-journald-dev-log.socket; do
    ln -s "/lib/systemd/system/$unit" "$1/etc/systemd/system/sockets.target.wants"
  done
  ln -s /lib/systemd/user/dbus.socket "$1/etc/systemd/user/sockets.target.wants"
  # It would empty /tmp, where somebody's checkout may be.
  ln -sf /dev/null "$1/etc/tmpfiles.d/tmp.conf"
  : >"$1/etc/fstab"
}

identify() { # ROOT
  tr -d - </proc/sys/kernel/random/uuid >"$1/etc/machine-id"
  echo mcpctl-box >"$1/etc/hostname"
}

# On disk, or an unprivileged user cannot read its own lines.
keep_journal() { # ROOT
  mkdir -p "$1/etc/systemd/journald.conf.d" "$1/var/log/journal"
  printf '[Journal]\nStorage=persistent\n' >"$1/etc/systemd/journald.conf.d/50-box.conf"
}

# Unprivileged users that linger: each has its own service manager from boot on.
add_users() { # ROOT USERS
  local name
  mkdir -p "$1/var/lib/systemd/linger"
  while read -r name; do
    chroot "$1" useradd --create-home --shell /bin/bash "$name"
    : >"$1/var/lib/systemd/linger/$name"
  done <"$2"
}

# box.target is the goal of the boot; box-ready.service tells that it and all user managers are up. It wants
# them itself: waiting for what logind may not have begun to start yet would be no wait.
add_target() { # ROOT USERS
  local units=$1/etc/systemd/system managers='' name
  while read -r name; do managers+=" user@$(chroot "$1" id -u "$name").service"; done <"$2"
  cat >"$units/box.target" <<-END
	[Unit]
	Description=A system for tests
	Requires=basic.target dbus.service systemd-logind.service
	Wants=systemd-user-sessions.service polkit.service multi-user.target box-ready.service
	After=basic.target dbus.service systemd-logind.service
	AllowIsolate=yes
	END
  cat >"$units/box-ready.service" <<-END
	[Unit]
	Description=Tell that the box is up
	Wants=$managers
	After=systemd-logind.service systemd-user-sessions.service$managers
	[Service]
	Type=oneshot
	ExecStart=/bin/touch /run/box-ready
	END
}
