# Which file a server belongs to, and what -c means to each verb.
# scope: user

sleeper() { # NAME...
  local name
  for name; do printf '[servers.%s]\ncommand = ["sleep", "infinity"]\n' "$name"; done
}
names() { # STATUS_OPTION...
  mcpctl --json "$@" status | json '" ".join(s["name"] for s in v["servers"] if s["pid"])'
}
pid_changed() { # NAME BEFORE
  [[ $(main_pid "$1") != "$2" ]]
}

scenario "-c scopes every verb, all and restart-all included"
sleeper home | write_config
sleeper blog-a blog-b >blog.toml
sleeper shop >shop.toml
run mcpctl apply
expect_exit 0
run mcpctl -c blog.toml apply
expect_exit 0
expect_out_has '2 to create'
run mcpctl apply -c shop.toml
expect_exit 0
expect_equal "all servers" "$(names)" "blog-a blog-b home shop"
expect_equal "those of one file" "$(names -c blog.toml)" "blog-a blog-b"
expect_equal "those of two files" "$(names -c blog.toml -c shop.toml)" "blog-a blog-b shop"
home=$(main_pid home) shop=$(main_pid shop) blog=$(main_pid blog-a)
run mcpctl -c blog.toml restart-all
expect_exit 0
expect pid_changed blog-a "$blog"
run mcpctl restart all -c "$PWD/blog.toml"
expect_exit 0
expect_equal "restarted" "$(cut -d ' ' -f 1,2 <<<"$out")" $'restarted blog-a\nrestarted blog-b'
run mcpctl -c ./blog.toml stop all
expect_exit 0
expect_equal "all that run" "$(names)" "home shop"
run mcpctl -c blog.toml stop shop
expect_exit 4
run mcpctl -c blog.toml logs shop
expect_exit 4
expect_equal "the pids of the others" "$(main_pid home) $(main_pid shop)" "$home $shop"
run mcpctl -c blog.toml down
expect_exit 0
run mcpctl -c blog.toml restart all
expect_exit 4
run mcpctl -c blog.toml status all
expect_exit 3
expect_out_has 'blog-a +not applied'
expect_equal "the pids of the others" "$(main_pid home) $(main_pid shop)" "$home $shop"
# An apply of one file prunes nothing of another.
run mcpctl apply
expect_exit 0
expect_equal "all that run" "$(names)" "home shop"
run mcpctl -c nowhere.toml restart-all
expect_exit 4
run mcpctl -c nowhere.toml apply
expect_exit 2
expect_err_has 'nowhere.toml: No such file'

scenario "the default files count as one"
sleeper one | write_config
sleeper two | write_config mcp.d/two.toml
sleeper three | write_config mcp.d/three.toml
sleeper hidden | write_config mcp.d/.hidden.toml
run mcpctl apply
expect_exit 0
expect_equal "all that run" "$(names)" "one three two"
rm "$config_folder/mcp.d/two.toml"
sleeper two | write_config mcp.d/four.toml
pid=$(main_pid two)
run mcpctl apply
expect_exit 0
expect_equal "the pid of the one that moved" "$(main_pid two)" "$pid"
sleeper one | write_config mcp.d/again.toml
run mcpctl apply
expect_exit 2
expect_err_has 'again.toml:1:'

scenario "a name that another file owns is refused, naming the file; --take-over moves it"
sleeper web >first.toml
sleeper web other >second.toml
run mcpctl -c first.toml apply
expect_exit 0
pid=$(main_pid web)
run mcpctl -c second.toml apply
expect_exit 2
expect_err_has "web: belongs to $PWD/first.toml \(line 1\)"
expect_err_has 'mcpctl -c second.toml apply --take-over'
expect_equal "all that run" "$(names)" web
run mcpctl -c second.toml apply --take-over
expect_exit 0
expect_equal "those of the second file" "$(names -c second.toml)" "other web"
expect_equal "those of the first file" "$(names -c first.toml)" ""
expect_equal "the pid of the one that moved" "$(main_pid web)" "$pid"

scenario_goes_on "the servers of a file that is gone are orphaned, and adopted"
rm second.toml
run mcpctl status web
expect_exit 0
expect_out_has 'running, orphaned'
run mcpctl -c first.toml apply
expect_exit 0
expect_equal "those of the first file" "$(names -c first.toml)" "web"
expect_equal "the pid of the one that was adopted" "$(main_pid web)" "$pid"
run mcpctl status
expect_err_has "second.toml is gone; to remove what came from it: mcpctl remove other"
run mcpctl remove other
expect_exit 0
expect_equal "all that run" "$(names)" web
run mcpctl remove web
expect_exit 0
expect_err_has "first.toml:1 still configures web: the next mcpctl -c .* apply brings it back"

scenario "a configuration without servers removes nothing; down does"
sleeper a b | write_config
run mcpctl apply
expect_exit 0
echo '# nothing' | write_config
run mcpctl apply
expect_exit 2
expect_err_has 'a, b'
expect_err_has 'mcpctl down'
rm "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 2
expect_err_has '2 units of it are installed'
expect_equal "all that run" "$(names)" "a b"
HOME=$PWD/elsewhere XDG_CONFIG_HOME='' run mcpctl apply
expect_exit 2
expect_equal "all that run" "$(names)" "a b"
run mcpctl down
expect_exit 0
expect_equal "all that run" "$(names)" ""

scenario "-c - reads standard input, needs a project, and prunes within it"
from_stdin() { # VERB...
  printf '%s' "$text" >.text
  run sh -c 'exec mcpctl -c - "$@" <.text' sh "$@"
}
sleeper files >files.toml
run mcpctl -c files.toml apply
expect_exit 0
text=$(sleeper a)
from_stdin apply
expect_exit 2
expect_err_has 'names no project'
text=$'project = "blog"\n'$(sleeper a b)
from_stdin apply
expect_exit 0
expect_equal "all that run" "$(names)" "blog.a blog.b files"
text=$'project = "shop"\n'$(sleeper a)
from_stdin apply
expect_exit 0
text=$'project = "blog"\n'$(sleeper b)
from_stdin apply
expect_exit 0
expect_out_has '- blog.a +remove'
expect_equal "all that run" "$(names)" "blog.b files shop.a"
from_stdin restart-all
expect_exit 0
expect_out_has '^restarted blog.b \(pid [0-9]+\)$'
from_stdin down
expect_exit 0
expect_equal "all that run" "$(names)" "files shop.a"

scenario "--only, --no-prune"
sleeper a b c | write_config
run mcpctl apply
expect_exit 0
{ sleeper a b d && echo 'env = { X = "1" }'; } | sed 's/infinity/1000/' | write_config
b=$(main_pid b) a=$(main_pid a)
run mcpctl apply --only a
expect_exit 0
expect pid_changed a "$a"
expect_equal "the pid of b" "$(main_pid b)" "$b"
expect_equal "all that run" "$(names)" "a b c"
run mcpctl apply --no-prune
expect_exit 0
expect_equal "all that run" "$(names)" "a b c d"
expect pid_changed b "$b"
run mcpctl apply --only nobody
expect_exit 4
run mcpctl apply
expect_exit 0
expect_equal "all that run" "$(names)" "a b d"

scenario "an apply against servers under another profile needs it said"
write_config <<'END'
[servers.web]
command = ["sleep", "infinity"]
env = { MODE = "development" }
[servers.web.profiles.production]
env = { MODE = "production" }
END
run mcpctl apply --profile production
expect_exit 0
expect grep -zqx MODE=production "/proc/$(main_pid web)/environ"
pid=$(main_pid web)
run mcpctl apply
expect_exit 2
expect_err_has 'web: applied with profile "production"'
expect_err_has 'mcpctl apply --profile production; .*--profile none'
run mcpctl apply --profile production
expect_exit 0
expect_equal "the pid" "$(main_pid web)" "$pid"
run mcpctl --json status web
expect_equal "profile and staleness" "$(json '(v["servers"][0]["profile"], v["servers"][0]["stale"])' <<<"$out")" "('production', False)"
run mcpctl apply --profile none
expect_exit 0
expect grep -zqx MODE=development "/proc/$(main_pid web)/environ"
run mcpctl apply --profile nonsense
expect_exit 2

scenario_goes_on "a profile that is gone from the configuration is not offered"
run mcpctl apply --profile production
expect_exit 0
sed -i 's/profiles.production/profiles.staging/' "$config_folder/mcp.toml"
run mcpctl status
expect_out_has 'running, stale'
expect_err_has 'configuration changed: mcpctl apply'
run mcpctl apply
expect_exit 2
expect_err_has 'web: applied with profile "production", which is no longer in the configuration'
expect_err_has 'to change it: mcpctl apply --profile none; there are also: staging'
run mcpctl apply --profile staging
expect_exit 0
run mcpctl apply --profile none
expect_exit 0
expect grep -zqx MODE=development "/proc/$(main_pid web)/environ"
