# A secret that is typed: not shown, and the terminal is as before however it ends.
# scope: user

# Talks to mcpctl on a terminal: pairs of "what to wait for" and "what to type"; prints all that the terminal
# showed, then whether it shows again what is typed.
dialogue() { # COMMAND (WAIT TYPE)...
  python3 -c "$script" "$@"
}
script=$(
  cat <<'END'
import os, pty, select, sys, termios, time

words, steps = sys.argv[1].split(), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(words[0], words)
shown = b""

def read_until(text):
    global shown
    begin, end = len(shown), time.time() + 20
    while text not in shown[begin:] and time.time() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                shown += os.read(terminal, 4096)
            except OSError:
                return
for waited, typed in zip(steps[::2], steps[1::2]):
    read_until(waited.encode())
    time.sleep(0.2)
    os.write(terminal, typed.encode().decode("unicode_escape").encode("latin-1"))
end = time.time() + 20
while time.time() < end:
    done, status = os.waitpid(pid, os.WNOHANG)
    while select.select([terminal], [], [], 0.1)[0]:
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            break
    if done:
        break
echo = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
sys.stdout.write(shown.decode(errors="replace").replace("\r", ""))
print("echo", echo, "status", os.waitstatus_to_exitcode(status))
END
)

scenario "what is typed is not shown; the server that runs is restarted when the user agrees"
write_config <<'END'
[servers.web]
command = ["/bin/sleep", "infinity"]
secrets = ["TOKEN"]
END
run dialogue "mcpctl secret set web TOKEN" "not shown): " 'first-s3cret\n'
expect_out_has 'value of TOKEN of web \(not shown\): '
expect_out_has 'set TOKEN of web \(12 bytes\)'
expect_out_has 'web is not applied yet: mcpctl apply'
expect_out_has 'echo True status 0'
expect_out_lacks 's3cret'
expect_equal "what is kept" "$(<"$config_folder/secrets/web/TOKEN")" first-s3cret
run mcpctl apply
expect_exit 0
pid=$(main_pid web)
run dialogue "mcpctl secret set web TOKEN" "not shown): " 'second-s3cret\n' "[Y/n]" 'n\n'
expect_out_has 'must restart to get it: web; mcpctl apply --only web'
expect_out_has 'restart now\? \[Y/n\] '
expect_equal "the process" "$(main_pid web)" "$pid"
run dialogue "mcpctl secret set web TOKEN" "not shown): " 'third-s3cret\n' "[Y/n]" '\n'
expect_out_has '1 of 1 up'
expect_out_has 'echo True status 0'
expect_out_lacks 's3cret'
expect grep -zqx TOKEN=third-s3cret "/proc/$(main_pid web)/environ"

scenario_goes_on "interrupted, ended, given nothing or too much: nothing is kept, and typing shows again"
nothing_kept() { # STATUS
  expect_out_has "echo True status $1"
  expect_out_lacks 's3cret'
  expect_equal "what is kept" "$(<"$config_folder/secrets/web/TOKEN")" third-s3cret
}
run dialogue "mcpctl secret set web TOKEN" "not shown): " 's3cret\x03'
nothing_kept -2
run dialogue "mcpctl secret set web TOKEN" "not shown): " 's3cret\x1c'
nothing_kept -3
run dialogue "mcpctl secret set web TOKEN" "not shown): " '\x04'
expect_out_has 'no value was given; nothing was changed'
nothing_kept 2
run dialogue "mcpctl secret set web TOKEN" "not shown): " 's3cret-one\ns3cret-two\n'
expect_out_has 'a value of several lines cannot be typed'
nothing_kept 2
run dialogue "mcpctl secret set web TOKEN" "not shown): " "$(printf 'x%.0s' {1..4200})\\n"
expect_out_has 'a terminal cuts what is longer than 4095 bytes'
nothing_kept 2
