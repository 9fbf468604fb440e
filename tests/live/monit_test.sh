# monit: what is on the screen, what keys and the mouse do, and how the terminal is left.
# scope: user
# timeout: 180s
# long: servers and graphs take their seconds

restored='isig icanon echo'
monit() { open_terminal "${1-80}" "${2-24}" mcpctl monit "${@:3}"; }
selected_is() { expect_screen "^── $1 ─"; }
ends_restored() { # STATUS
  expect_screen "^ended with $1, $restored"
}
first_is() { on_screen | sed -n 3p | grep -q "^. $1 "; }
only_one_line() { (($(on_screen | sed -n '3,22p' | grep -c .) == 1)); }
monit_pid() { pgrep -u "$UID" -x mcpctl-monit; }

scenario "without a terminal it says what does without"
run mcpctl monit
expect_exit 2
expect_err "mcpctl: monit needs a terminal that can be drawn on
  try: mcpctl status --watch"
open_terminal 80 24 env TERM=nonsense mcpctl monit
expect_screen 'no description of the terminal TERM=nonsense'
ends_restored 2

scenario "servers, their figures, graphs, details and log fit into 80 columns and 24 rows"
write_config <<'EOF'
[servers.busy]
command = ["sh", "-c", "while :; do sleep 0.01; done"]

[servers.talker]
command = ["sh", "-c", "echo the first; i=0; while :; do i=$((i + 1)); echo line $i; sleep 0.5; done"]
tags = ["work"]

[servers.idle]
command = "sleep 1000"
memory_max = "100M"

[servers.notes]
type = "stdio"
command = "cat"

[servers.broken]
command = ["sh", "-c", "echo the reason; exit 7"]
restart = "no"
EOF
run mcpctl apply --no-wait
monit
expect_screen '^ mcpctl user  1 failed  3 running  1 listening .*[0-9:]{8} *$'
expect_screen '^  NAME▾ +STATE +PID +UPTIME +RST +CPU% +MEM'
expect_screen '^● busy +running +[0-9]+ +0:00:[0-9]{2} +0 +[1-9][0-9.]* +[▁▂▃▄▅▆▇█]+ +[0-9.]+M'
expect_screen '^✗ broken +failed \(exit 7\) '
expect_screen '^◎ notes +listening '
selected_is broken
expect_screen '^ last run exited with status 7'
expect_screen '^ [0-9:]{8} the reason'
expect_screen '^ \? help  q quit'
expect_equal "lines" "$(on_screen | wc -l)" 24
type_keys G End
selected_is talker
expect_screen 'log .* following'
expect_screen ' line [0-9]+$'
before=$(on_screen | grep -o ' line [0-9]*$' | tail -n 1)
expect_screen " line $((${before##* } + 2))\$"

scenario_goes_on "columns order, by key and by mouse, and turn round"
type_keys 6
expect_screen '^  NAME .*CPU%▾'
eventually 3 first_is busy
type_keys 1 1
expect_screen '^  NAME▴'
eventually 3 first_is talker
# A press of the first button and its release, as xterm reports them: 32 + button, 33 + column, 33 + row.
terminal send-keys -l $'\e[M #"\e[M##"'
expect_screen '^  NAME▾'
terminal send-keys -l $'\e[M #$\e[M##$'
selected_is busy

scenario_goes_on "the filter is typed, and Escape shows all again"
type_keys / '@' w o
expect_screen '^ filter: @wo'
selected_is talker
expect_screen_lacks '^. idle'
type_keys Enter
expect_screen '^ only "@wo" \(Esc: all\)'
type_keys Escape
expect_screen '^. idle'

scenario_goes_on "a stop is asked first, and its end is told"
type_keys / i d l e Enter
selected_is idle
pid=$(main_pid idle)
type_keys x
expect_screen '^ stop idle\?  y does it'
type_keys n
expect_screen '^ only "idle"'
expect_equal "the pid after the answer no" "$(main_pid idle)" "$pid"
type_keys x y
expect_screen '^ stopped idle'
expect_screen '^○ idle +stopped'
expect state_is idle stopped
type_keys s y
expect_screen '^ started idle \(pid [0-9]+\)'
type_keys r y
expect_screen '^ restarted idle \(pid [0-9]+\)'
expect state_is idle running
expect [ "$(main_pid idle)" != "$pid" ]

scenario_goes_on "what went wrong stays until a key is pressed"
type_keys Escape / b r o k Enter
selected_is broken
type_keys s y
expect_screen '│ broken: .*exited with status 7'
expect_screen '│ .*the reason'
sleep 2.5
expect_screen '│ .*the reason'
type_keys z
expect_screen '^ only "brok"'
expect_screen_lacks '│'
type_keys Escape

scenario_goes_on "the log alone, searched, scrolled, and followed again"
type_keys End
selected_is talker
type_keys Enter
expect_screen '^── log of talker ─.* following ──'
expect_screen '^ [0-9:]{8} line [0-9]+$'
type_keys / t h e Space f i r s t Enter
expect_screen '"the first", [0-9]+ newer below ──'
type_keys f
expect_screen '"the first", following ──'
type_keys n
expect_screen '"the first", [0-9]+ newer below ──'
type_keys Home
eventually 3 only_one_line
type_keys End Escape
selected_is talker

scenario_goes_on "another size, too small a one, and help"
type_keys '?'
expect_screen '^ q  Ctrl-C +quit; servers run on'
type_keys q
selected_is talker
terminal resize-window -x 150 -y 40
expect_screen '^  NAME.*COMMAND'
terminal resize-window -x 60 -y 10
expect_screen '^● talker'
terminal resize-window -x 30 -y 6
expect_screen '^too small: 40x8 at least, q '
terminal resize-window -x 80 -y 24
selected_is talker

scenario_goes_on "the terminal is as it was, after q, Ctrl-C, a signal and a crash"
type_keys q
ends_restored 0
monit
expect_screen '^● busy'
type_keys C-c
ends_restored 0
for signal in TERM HUP INT; do
  monit
  expect_screen '^● busy'
  kill -$signal "$(monit_pid)"
  ends_restored 0
done
for signal in SEGV ABRT; do
  monit
  expect_screen '^● busy'
  expect_equal "the alternate screen" "$(terminal display-message -p '#{alternate_on} #{cursor_flag}')" "1 0"
  kill -$signal "$(monit_pid)"
  expect_screen 'monit crashed; servers run on'
  expect_screen "^ended with 1[0-9]+, $restored"
  expect_equal "the alternate screen" "$(terminal display-message -p '#{alternate_on} #{cursor_flag}')" "0 1"
done

scenario_goes_on "Ctrl-Z stops it, and it comes back"
open_terminal 80 24 bash --norc --noprofile -i
type_keys 'mcpctl monit' Enter
expect_screen '^● busy'
type_keys C-z
expect_screen 'Stopped +mcpctl monit'
type_keys 'fg' Enter
expect_screen '^● busy'
type_keys Down
selected_is busy
type_keys q
expect_screen '^bash.* *$'

scenario_goes_on "ASCII where the locale or the terminal has no more, and no colour where none is wanted"
screen_locale=C monit
expect_screen '^\* busy +running'
expect_screen '^! broken +failed'
expect_screen '^-- broken -'
LC_ALL=C on_screen | LC_ALL=C grep -q '[^ -~]' && fail "bytes beyond ASCII"$'\n'"$(on_screen)"
type_keys q
ends_restored 0
open_terminal 80 24 env TERM=vt100 mcpctl monit
expect_screen '^● busy +running'
type_keys Down x
expect_screen '^ stop busy\?'
type_keys n q
ends_restored 0
monit
expect_screen '^● busy'
expect [ "$(terminal capture-pane -e -p | grep -c $'\e\[3[1-6]m')" -gt 0 ]
open_terminal 80 24 env NO_COLOR=1 mcpctl monit
expect_screen '^● busy'
expect_equal "coloured lines" "$(terminal capture-pane -e -p | grep -c $'\e\[[0-9;]*3[1-6]m')" 0

scenario_goes_on "a bus that goes away is told, and found again"
monit
expect_screen '^● idle'
manager stop dbus.service
expect_screen 'the service manager does not answer'
expect_screen '^ \? help'
expect mcpctl stop idle
expect_screen '^○ idle +stopped'
type_keys q
ends_restored 0

scenario "names and logs of odd characters do no harm"
write_config <<'EOF'
[servers.rude]
command = ["/bin/sh", "-c", "printf 'clear \\033[2J title \\033]0;owned\\007 \\033[31mred\\033[0m 日本語 \\377\\n'; exec sleep infinity", "\u001b[2J"]
EOF
expect mcpctl apply
monit
expect_screen '^● rude'
expect_screen 'clear \\x1b\[2J title .* red 日本語 \\xff'
expect_equal "lines" "$(on_screen | wc -l)" 24
expect_screen_lacks owned$

scenario "no servers, and servers that come"
monit
expect_screen 'no servers yet: mcpctl init'
write_config <<'EOF'
[servers.first]
command = "sleep 1000"
EOF
expect_screen '^◌ first +not applied'
type_keys s
expect_screen 'first is not applied yet: mcpctl apply'
type_keys q
expect mcpctl apply
expect_screen '^● first +running'
monit 80 24 nobody
expect_screen 'no server "nobody"'
expect_screen '^ended with 4'
