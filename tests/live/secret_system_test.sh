# Secrets of the machine: root keeps them, and nobody else can get at them.
# scope: system
# timeout: 300s

store=/etc/mcp/secrets
useradd --create-home --shell /bin/bash robot
useradd --create-home --shell /bin/bash visitor
# A login's environment without a login.
as() { # USER COMMAND...
  setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all \
    env -i HOME="/home/$1" USER="$1" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 "${@:2}"
}
variable() { # SERVER NAME
  tr '\0' '\n' <"/proc/$(main_pid "$1")/environ" | sed -n "s/^$2=//p"
}

canary=canary-$RANDOM$RANDOM$RANDOM
scenario "a server that runs as someone else gets what only root can read"
touch /tmp/begun
for name in named somebody; do
  mcpctl secret set "$name" TOKEN <<<"$canary-$name" >/dev/null 2>&1
  mcpctl secret set "$name" CERT <<<"$canary-$name-file" >/dev/null 2>&1
done
write_config <<'END'
[servers.named]
command = ["/bin/sleep", "infinity"]
user = "robot"
secrets = ["TOKEN", { CERT = { file = true } }]

[servers.somebody]
command = ["/bin/sh", "-c", "cat \"$CERT\" >got; exec sleep infinity"]
user = "dynamic"
secrets = ["TOKEN", { CERT = { file = true } }]

[servers.session]
type = "stdio"
command = ["/bin/sh", "-c", "echo \"$TOKEN\"; cat \"$CERT\"; id -un"]
user = "robot"
secrets = ["TOKEN", { CERT = { file = true } }]
END
printf '%s' "$canary-session" | mcpctl secret set session TOKEN >/dev/null 2>&1
printf '%s\n\n' "$canary-session-file" | mcpctl secret set session CERT >/dev/null 2>&1
run mcpctl -v apply --diff
expect_exit 0
said=$out$err
expect_equal "variable of named" "$(variable named TOKEN)" "$canary-named"
expect_equal "variable of somebody" "$(variable somebody TOKEN)" "$canary-somebody"
expect_equal "file of named" "$(as robot cat "$(variable named CERT)")" "$canary-named-file"
eventually 3 test -s /var/lib/private/mcp/somebody/got
expect_equal "file of somebody" "$(</var/lib/private/mcp/somebody/got)" "$canary-somebody-file"
rm -rf /var/lib/private/mcp/somebody
run mcpctl connect session </dev/null
expect_out "$canary-session"$'\n'"$canary-session-file"$'\n\n'robot
expect_equal "owners and modes" "$(stat -c '%U %a' "$store" "$store/named" "$store"/named/* | sort | uniq -c | tr -s ' ' | paste -sd,)" \
  " 4 root 600, 2 root 700"

scenario_goes_on "another user finds the values nowhere on the machine"
# First that the search finds what there is to find.
as visitor sh -c "mkdir /var/tmp/visitor && echo $canary-visible >/var/tmp/visitor/visible"
# Reads all that has changed since then wherever the visitor gets, other scenarios' folders that come and go included, and
# files of hundreds of megabytes without a line's end. What cannot be read is no finding, but that it got around is.
cat >/tmp/search.py <<'END'
import os, stat, sys

canary, since = sys.argv[1].encode(), os.stat("/tmp/begun").st_ctime_ns


def folders(top):
    left = [top]
    while left:
        folder = left.pop()
        if folder in ("/proc", "/sys"):
            continue
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        yield entries
        left += (entry.path for entry in entries if entry.is_dir(follow_symlinks=False))


def holds(path):
    kept = b""
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            if canary in kept + piece:
                return True
            kept = piece[-len(canary):]
    return False


for entries in folders("/"):
    for entry in entries:
        try:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(status.st_mode) and status.st_ctime_ns >= since:
                if holds(entry.path):
                    print(entry.path)
        except OSError:
            pass
END
run as visitor python3 /tmp/search.py "$canary"
expect_exit 0
expect_out /var/tmp/visitor/visible
rm -r /var/tmp/visitor /tmp/begun /tmp/search.py
run as visitor sh -c "grep -alsF -f - /proc/[0-9]*/environ /proc/[0-9]*/cmdline" <<<"$canary-"
expect_out ""
for unit in mcp@named.service mcp@somebody.service mcp-session.socket; do
  run as visitor systemctl show --all "$unit"
  expect_out_has 'Id=mcp'
  expect_out_lacks "$canary"
  run systemctl cat "$unit"
  expect_out_lacks "$canary"
done
run as visitor busctl --system --json=short call org.freedesktop.systemd1 /org/freedesktop/systemd1/unit/mcp_40named_2eservice \
  org.freedesktop.DBus.Properties GetAll s org.freedesktop.systemd1.Service
expect_out_has MainPID
expect_out_lacks "$canary"
run journalctl --quiet --output=export --since=-5min --all
expect_out_has 'mcp@named'
expect_out_lacks "$canary"
for words in status '--json status' 'show all' '--json show named' 'cat all' 'logs all' config 'secret list' '--json secret list'; do
  # shellcheck disable=SC2086
  run mcpctl $words
  said+=$out$err
done
grep -q canary <<<"$said" && fail "mcpctl says a value"

scenario_goes_on "who is not root keeps none, sees none, and is not told that servers are stale"
run as visitor mcpctl --system secret list
expect_exit 77
expect_err_has 'only root keeps the secrets of the system scope'
run as visitor mcpctl --system secret set named TOKEN </dev/null
expect_exit 77
expect_err_has 'sudo mcpctl --system secret set named TOKEN'
run as visitor ls "$store"
expect [ "$status" != 0 ]
run as visitor mcpctl --system --json status named
expect_equal "state" "$(json 'v["servers"][0]["state"]' <<<"$out")" running
expect_out_lacks '"stale": true'

scenario_goes_on "files and folders of someone else are refused"
refused() { # WORDS
  run mcpctl apply
  expect_exit 2
  expect_err_has "$1"
}
uid=$(id -u robot)
chown robot "$store/named/TOKEN.env"
refused "TOKEN.env belongs to uid $uid, not to 0"
expect_err_has 'mcpctl secret set named TOKEN'
run mcpctl secret set named TOKEN <<<"$canary-named"
expect_exit 0
expect_equal "owner" "$(stat -c %U "$store/named/TOKEN.env")" root
chown robot "$store/named"
refused "$store/named belongs to uid $uid, not to 0"
expect_err_has "sudo chown -R 0 '$store/named'"
run mcpctl secret set named TOKEN <<<other
expect_exit 1
chown -R 0 "$store/named"
run mcpctl apply
expect_exit 0
