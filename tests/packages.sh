# What mcpctl is built and tested with, and how it gets there. Sourced by ./check and ./try.

# shellcheck disable=SC2034  # for those who source this
packages_build=(g++ meson ninja-build pkg-config libsdbus-c++-dev libsystemd-dev libtomlplusplus-dev libcli11-dev
  libncurses-dev nlohmann-json3-dev libfmt-dev libpcre2-dev libyaml-cpp-dev doctest-dev)
# shellcheck disable=SC2034
packages_live=(systemd systemd-sysv dbus dbus-user-session libpam-systemd polkitd passwd util-linux procps python3 curl strace
  zsh fish tmux)
# shellcheck disable=SC2034
packages_lint=(clang clang-format clang-tidy mandoc shellcheck)

# Installs those of PACKAGE that are missing, what apt says going to LOG. Says which first.
install_packages() { # LOG PACKAGE...
  local log=$1 missing=() package
  shift
  for package; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if ! type apt-get >/dev/null 2>&1; then
    echo "no apt-get here; needed, by their Debian names: $*" >&2
    return 1
  fi
  echo "installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update -q && apt-get install -q -y --no-install-recommends "$@"' sh "${missing[@]}" >"$log" 2>&1 && return
  tail -n 20 "$log" >&2
  return 1
}

# Runs a command as root; someone who is not is asked, once, before sudo is used.
sudo_answer=''
as_root() { # COMMAND...
  if ((UID == 0)); then
    "$@"
    return
  fi
  if [[ -z $sudo_answer ]]; then
    sudo_answer=no
    { read -r -p "This needs root: $1 ... Use sudo from here on? [y/N] " sudo_answer </dev/tty 2>/dev/tty; } 2>/dev/null
  fi
  if [[ $sudo_answer != [yY]* ]]; then
    echo "needs root: $*" >&2
    return 1
  fi
  sudo -- "$@"
}
