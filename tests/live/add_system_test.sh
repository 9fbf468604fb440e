# add, scale and save for the machine's service manager.
# scope: system

own=$config_folder/mcp.d
useradd --create-home --shell /bin/bash robot
up=(--settle-sec=100ms)
user_of() { ps -o user:32= -p "$(main_pid "$1")"; }

scenario 'as whom it runs has to be said'
run mcpctl add web -- sleep infinity
expect_exit 2
expect_err 'web: error: [servers.web] does not say as whom it runs; add --user=NAME, or --user=dynamic
mcpctl: nothing was changed'
expect test ! -e "$own"
run mcpctl add --user=nobody-here web -- sleep infinity
expect_exit 2
expect_err_has '^--user: error: there is no user "nobody-here"'

scenario 'the account is --user=NAME, the scope --user alone'
cd / || exit
run mcpctl add --user=robot "${up[@]}" -e KEY=1 web -- sleep infinity
expect_exit 0
expect_equal 'user' "$(user_of web)" robot
expect_equal 'file' "$(stat -c '%a %U' "$own/web.toml")" '600 root'
expect_equal 'folders' "$(stat -c %a "$config_folder" "$own" | tr '\n' ' ')" '755 755 '
expect_equal 'in the file' "$(grep -E '^(cwd|user)' "$own/web.toml")" "cwd = \"/\"
user = \"robot\""
cd "$SCENARIO_FOLDER" || exit
run mcpctl --user add web -- cat
expect_exit 5
run mcpctl scale web 2
expect_exit 0
expect_equal 'user' "$(user_of web:2)" robot
run mcpctl --system remove web
expect_exit 0
expect_out_has 'deleted /etc/mcp/mcp.d/web.toml'
expect_equal 'units' "$(find "${unit_folders[@]}" -name 'mcp@web*')" ''

scenario 'a folder that its user may not enter is not where it runs'
chmod 700 .
run mcpctl add --user=robot "${up[@]}" web -- sleep infinity
expect_exit 0
expect_err_has "^robot may not enter $PWD: the server runs in its state folder; --cwd=FOLDER says otherwise"
expect_equal 'cwd' "$(readlink "/proc/$(main_pid web)/cwd")" /var/lib/mcp/web

scenario 'a user of its own runs in the state folder'
run mcpctl add --user=dynamic "${up[@]}" own -- sleep infinity
expect_exit 0
expect_equal 'in the file' "$(grep -cE '^cwd' "$own/own.toml")" 0
expect_equal 'cwd' "$(readlink "/proc/$(main_pid own)/cwd")" /var/lib/private/mcp/own
run mcpctl add --user=dynamic relative -- ./server
expect_exit 2
expect_err_has 'command: error: program "./server" is relative to cwd, which is not given; add cwd, or write an absolute path'

scenario 'until the next reboot, and kept'
run mcpctl add --runtime --user=robot "${up[@]}" web -- sleep infinity
expect_exit 0
expect test -e /run/systemd/system/mcp@web.service.d/10-mcpctl.conf
expect_equal 'file' "$(stat -c '%a %U' /run/mcp/mcp.d/web.toml)" '600 root'
expect_equal '/run/mcp' "$(stat -c %a /run/mcp)" 755
pid=$(main_pid web)
expect_equal 'stale' "$(status_of web stale)" False
run mcpctl save
expect_exit 0
expect_equal 'pid' "$(main_pid web)" "$pid"
expect test ! -e /run/mcp/mcp.d/web.toml
expect test ! -e /run/systemd/system/mcp@web.service.d
expect test -e /etc/systemd/system/mcp@web.service.d/10-mcpctl.conf
run mcpctl add --runtime --user=robot -t stdio notes -- cat
expect_exit 0
expect state_is notes listening
run mcpctl remove notes
expect_out_has 'deleted /run/mcp/mcp.d/notes.toml'

scenario 'a full disk changes nothing'
mkdir -p "$own"
mount -t tmpfs -o size=4k none "$own" || skip 'no mounts here'
head -c 8192 /dev/zero >"$own/filler" 2>/dev/null
run mcpctl add --user=robot web -- sleep infinity
expect_exit 1
expect_err_has 'mcp.d/web.toml: .*No space left'
expect_equal 'left' "$(ls -A "$own")" filler
expect_equal 'units' "$(find "${unit_folders[@]}" -name 'mcp@*')" ''
umount "$own"
