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

# What bash completes LINE to, with the cursor at its end, a word a line.
in_bash() { # LINE
  bash --norc -c '
    eval "$(mcpctl completion bash)"
    compopt() { :; }
    COMP_LINE=$1 COMP_POINT=${#1}
    # As readline breaks words: at blanks, and at colons and "=" too.
    read -ra COMP_WORDS <<<"${1//:/ : }"
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

scenario_goes_on 'zsh: the same, with descriptions'
need zsh
expect_equal 'verbs' "$(in_zsh stat)" 'status:a line for each server'
expect_equal 'names' "$(in_zsh restart 'fi')" 'files:cat'
expect_equal 'instances' "$(in_zsh logs web:)" $'web\\:1\nweb\\:2'
expect_equal 'files' "$(in_zsh -c '')" files

scenario_goes_on 'fish: the same, with descriptions'
need fish
expect_equal 'verbs' "$(in_fish 'mcpctl stat')" $'status\ta line for each server'
expect_equal 'names' "$(in_fish 'mcpctl restart fi')" $'files\tcat'
expect_equal 'instances' "$(in_fish 'mcpctl logs web:')" $'web:1\nweb:2'
expect_equal 'files' "$(in_fish 'mcpctl -c af')" afile

scenario_goes_on 'without servers, and for a shell that is none'
mcpctl -q remove all
expect_equal 'names' "$(in_bash 'mcpctl restart ')" ''
run mcpctl completion tcsh
expect_exit 2
expect_err_has 'no completion for "tcsh"'
