# What is run, where it is found, and what it is given.
# scope: user

# A program that keeps what it was given, and stays.
cat >recorder <<'END'
#!/usr/bin/python3
import os, sys, time
with open(os.environ.get("RECORD", "record") + ".part", "w") as file:
    print(repr(sys.argv[1:]), file=file)
os.rename(file.name, file.name.removesuffix(".part"))
time.sleep(1000)
END
chmod +x recorder
keep=$(mktemp -d)
mv recorder "$keep"
trap 'rm -rf "$keep"; finish' EXIT

scenario "cli/python-support, cli/extra-lang, cli/binary: python, shell and binary programs run as what they are"
printf 'import time\nprint("RAWPython", flush=True)\ntime.sleep(1000)\n' >echo.py
printf '#!/bin/bash\necho RAWShell\nsleep 1000\n' >echo.sh
chmod +x echo.sh
cp /bin/sleep 'a binary'
write_config <<END
[defaults]
cwd = "$PWD"
settle_sec = "300ms"
[servers.python]
command = ["python3", "-u", "echo.py"]
[servers.shell]
command = "./echo.sh"
[servers.binary]
command = ["./a binary", "1000"]
END
run mcpctl apply
expect_exit 0
expect_equal "program of python" "$(readlink "/proc/$(main_pid python)/exe")" "$(readlink -f "$(command -v python3)")"
expect_equal "program of shell" "$(readlink "/proc/$(main_pid shell)/exe")" "$(readlink -f /bin/bash)"
expect_equal "program of binary" "$(readlink "/proc/$(main_pid binary)/exe")" "$PWD/a binary"
run mcpctl logs -o cat python shell
expect_out_has RAWPython
expect_out_has RAWShell

scenario "cli/interpreter: a script that nothing can execute is an error that names its interpreter"
printf 'print("never")\n' >echo.py
write_config <<END
[servers.python]
command = "$PWD/echo.py"
END
run mcpctl apply
expect_exit 2
expect_err_has 'not executable'
expect_err_has 'python3'
run find "${unit_folders[@]}" -name 'mcp*'
expect_out ""

scenario "cli/binary, misc/nvm-node-version: a program without a folder is found in PATH, and children find it there, too"
mkdir bin
cp "$keep/recorder" bin/my-server
write_config <<END
[servers.found]
command = "my-server one"
cwd = "$PWD"
END
run mcpctl apply
expect_exit 2
expect_err_has 'my-server'
PATH=$PWD/bin:$PATH run mcpctl apply
expect_exit 0
expect_out_has "$PWD/bin/my-server|~/scenario/bin/my-server"
expect_equal "its arguments" "$(<record)" "['one']"
expect_equal "where its PATH begins" "$(tr '\0' '\n' <"/proc/$(main_pid found)/environ" | sed -n 's/^PATH=\([^:]*\).*/\1/p')" "$PWD/bin"
# Another PATH, as cron's, changes nothing.
run mcpctl apply
expect_exit 0
expect_out "1 unchanged"

scenario "cli/args: arguments reach the program verbatim"
cat >args.toml <<END
[servers.args]
command = "$keep/recorder"
args = ["--logger.level=info", "--ms.amqp.hostname=amqps://localhost", "--", "-x", "two words", "", "\$HOME", "%h", "*", "\\\\", "a'b\"c", ";", "é"]
END
run mcpctl -c args.toml apply
expect_exit 0
eventually 3 test -e record
expect_equal "its arguments" "$(<record)" \
  "['--logger.level=info', '--ms.amqp.hostname=amqps://localhost', '--', '-x', 'two words', '', '\$HOME', '%h', '*', '\\\\', 'a\\'b\"c', ';', 'é']"

scenario "cli/args, cli/binary: what follows -- on the command line reaches the program verbatim, and one line takes it away again"
# shellcheck disable=SC2016  # verbatim
run mcpctl add -e RECORD="$PWD/record" some-project -- "$keep/recorder" --logger.level=info -x argv1 argv1 -- 'two words' '' '$HOME' '%h' '*' \\ 'a'\''b"c' ';' é
expect_exit 0
eventually 3 test -e record
expect_equal "its arguments" "$(<record)" \
  "['--logger.level=info', '-x', 'argv1', 'argv1', '--', 'two words', '', '\$HOME', '%h', '*', '\\\\', 'a\\'b\"c', ';', 'é']"
expect state_is some-project running
run mcpctl add some-project -- "$keep/recorder"
expect_exit 2
run mcpctl delete some-project
expect_exit 0
expect_equal "what is left of it" "$(find "$config_folder" "${unit_folders[@]}" -name '*some-project*')" ""
run mcpctl add fake -- eyayimfake
expect_exit 2
expect_equal "what is left of it" "$(find "$config_folder" "${unit_folders[@]}" -name '*fake*')" ""

scenario "process-file/json-file, cli/start-app: paths relative to the file and to the home folder"
mkdir -p project/work ~/scenario/elsewhere
cp "$keep/recorder" project/work/server
echo 'RECORD=by-env-file' >project/settings.env
echo 'RECORD=at-home' >~/scenario/home.env
cat >project/servers.toml <<'END'
[servers.relative]
command = "./server here"
cwd = "work"
env_file = "settings.env"
[servers.at-home]
command = ["~/scenario/project/work/server", "there"]
cwd = "~/scenario/elsewhere"
env_file = "~/scenario/home.env"
END
cd /
run mcpctl -c ~/scenario/project/servers.toml apply
cd ~/scenario || exit
expect_exit 0
expect_equal "the relative one" "$(<project/work/by-env-file)" "['here']"
expect_equal "the one at home" "$(<elsewhere/at-home)" "['there']"
