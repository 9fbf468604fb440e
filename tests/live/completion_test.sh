# Completion in the shells themselves.
# scope: user

write_config <<'TOML'
[servers.files]
type = "stdio"
command = "cat"
tags = ["work"]
[servers.web]
command = "sleep infinity"
instances = 2
settle_sec = "100ms"
TOML

cat >>"$config_folder/mcp.toml" <<'TOML'
[servers.web.profiles.production]
memory_max = "1G"
TOML

# What bash completes LINE to, with the cursor at its end, a word a line.
in_bash() { # LINE
  bash --norc -c '
    eval "$(mcpctl completion bash)"
    compopt() { :; }
    COMP_LINE=$1 COMP_POINT=${#1}
    # As readline breaks words: at blanks, and at colons and "=" too.
    words=${1//:/ : }
    read -ra COMP_WORDS <<<"${words//=/ = }"
    [[ $1 != *[[:blank:]:] ]] || COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _mcpctl
    printf "%s\n" "${COMPREPLY[@]}"' bash "$1"
}

# The same for zsh, words after it; what it would hand to its menu.
in_zsh() { # WORD...
  zsh -f -c '
    compdef() { : }
    _describe() { print -rl -- "${(@P)3}" }
    _files() { print files }
    compset() { : }
    source <(mcpctl completion zsh)
    words=("$@") CURRENT=$#
    _mcpctl' zsh mcpctl "$@"
}

in_fish() { # LINE
  # shellcheck disable=SC2016  # fish expands it
  fish --no-config -c 'mcpctl completion fish | source; complete -C "$argv[1]"' "$1"
}

need() { # SHELL
  type "$1" >/dev/null 2>&1 || skip "no $1"
}

run mcpctl apply

scenario_goes_on 'bash: verbs, names, tags, instances, options, clients, files'
touch afile
expect_equal 'verbs' "$(in_bash 'mcpctl stat')" status
expect_equal 'names' "$(in_bash 'mcpctl restart fi')" files
expect_equal 'all of them' "$(in_bash 'mcpctl restart ' | tr '\n' ' ')" 'files web web:1 web:2 @work all '
expect_equal 'behind the colon' "$(in_bash 'mcpctl logs web:' | tr '\n' ' ')" '1 2 '
expect_equal 'options' "$(in_bash 'mcpctl logs --fo')" --follow
expect_equal 'forms' "$(in_bash 'mcpctl logs -o ' | tr '\n' ' ')" 'short cat json '
expect_equal 'clients' "$(in_bash 'mcpctl export --for claude-d')" claude-desktop
expect_equal 'stdio servers alone' "$(in_bash 'mcpctl connect ')" files
expect_equal 'files' "$(in_bash 'mcpctl -c af')" afile
expect_equal 'behind =' "$(in_bash 'mcpctl export --for=claude-d')" claude-desktop
expect_equal 'right behind =' "$(in_bash 'mcpctl logs --boot=' | tr '\n' ' ')" '0 -1 1 '
expect_equal 'a boot, or a server' "$(in_bash 'mcpctl logs -b ' | tr '\n' ' ')" 'files web web:1 web:2 @work all 0 -1 1 '
expect_equal 'a boot' "$(in_bash 'mcpctl logs -b -1')" '-1'
expect_equal 'how many lines' "$(in_bash 'mcpctl logs -n ')" all
expect_equal 'a file behind =' "$(in_bash 'mcpctl export --file=af')" afile
expect_equal 'profiles' "$(in_bash 'mcpctl apply --profile ' | tr '\n' ' ')" 'production none '
expect_equal 'signals' "$(in_bash 'mcpctl signal SIGT') $(in_bash 'mcpctl signal TE')" 'SIGTERM TERM'
expect_equal 'keys' "$(in_bash 'mcpctl add --memory-m')" --memory-max
expect_equal 'choices' "$(in_bash 'mcpctl add --restart=' | tr '\n' ' ')$(in_bash 'mcpctl add -t h')" 'always on-failure no http'
expect_equal 'no name that is taken' "$(in_bash 'mcpctl add ')" ''
expect_equal 'programs' "$(in_bash 'mcpctl add x -- systemd-anal' | sort -u)" systemd-analyze
expect_equal 'their files' "$(in_bash 'mcpctl add x -- cat af')" afile
expect_equal 'what can be scaled' "$(in_bash 'mcpctl scale ')" web
expect_equal 'what can be saved' "$(in_bash 'mcpctl save ')" ''
mcpctl -q add --runtime --settle-sec=100ms going -- sleep infinity 2>/dev/null
expect_equal 'what can be saved' "$(in_bash 'mcpctl save g')" going
mcpctl -q remove going
printf '[servers.elsewhere]\ncommand = "sleep 1"\nsettle_sec = "10ms"\n' >other.toml
mcpctl -q -c other.toml apply
expect_equal 'of a file' "$(in_bash 'mcpctl -c other.toml restart ' | tr '\n' ' ')" 'elsewhere all '
mcpctl -q -c other.toml down
(sleep 5 | mcpctl connect files >/dev/null) &
session() { in_bash 'mcpctl logs --session '; }
has_session() { [[ $(session) =~ ^[0-9a-f]{8}$ ]]; }
eventually 5 has_session
expect_equal 'sessions' "$(in_bash "mcpctl logs --session=$(session | cut -c1-3)")" "$(session)"

scenario_goes_on 'zsh: the same, with descriptions'
need zsh
expect_equal 'verbs' "$(in_zsh stat)" 'status:a line for each server'
expect_equal 'names' "$(in_zsh restart 'fi')" 'files:cat'
expect_equal 'instances' "$(in_zsh logs web:)" $'web\\:1\nweb\\:2'
expect_equal 'files' "$(in_zsh -c '')" files
expect_equal 'behind =' "$(in_zsh export --for=claude-d)" '--for=claude-desktop:Claude Desktop'
expect mcpctl -q add --settle-sec=100ms slashes -- sh -c "sleep 1000 # \\\\ \\d"
expect_equal 'backslashes' "$(in_zsh restart sl)" "slashes:sh -c 'sleep 1000 # \\\\\\\\ \\\\d'"
expect mcpctl -q remove slashes

scenario_goes_on 'fish: the same, with descriptions'
need fish
expect_equal 'verbs' "$(in_fish 'mcpctl stat')" $'status\ta line for each server'
expect_equal 'names' "$(in_fish 'mcpctl restart fi')" $'files\tcat'
expect_equal 'instances' "$(in_fish 'mcpctl logs web:')" $'web:1\nweb:2'
expect_equal 'files' "$(in_fish 'mcpctl -c af')" afile
expect_equal 'behind =' "$(in_fish 'mcpctl export --for=claude-d')" $'--for=claude-desktop\tClaude Desktop'
expect_equal 'a file behind =' "$(in_fish 'mcpctl export --file=af')" --file=afile
expect_equal 'programs' "$(in_fish 'mcpctl add x -- systemd-anal' | cut -f1)" systemd-analyze

scenario_goes_on 'without servers, and for a shell that is none'
mcpctl -q remove all
expect_equal 'names' "$(in_bash 'mcpctl restart ')" ''
run mcpctl completion tcsh
expect_exit 2
expect_err_has 'no completion for "tcsh"'
