# Helpers of the doctor scenarios. Sourced behind lib.sh, by which they are run.

# What doctor says: $out is its JSON, whatever the exit status.
examine() {
  run mcpctl --json doctor
}

# "severity what" of each finding of the check, or of one server's.
findings() { # CHECK [SUBJECT]
  json "'\\n'.join(f['severity'] + ' ' + f['what'] for f in v['findings'] if f['check'] == '$1' and (not '${2-}' or f['subject'] == '${2-}'))" \
    <<<"$out"
}

expect_finding() { # CHECK SUBJECT REGEX
  local found
  found=$(findings "$1" "$2")
  [[ $found =~ $3 ]] || fail "expected of check $1 for \"$2\": $3"$'\n'"found: $found"
}

expect_well() { # CHECK [SUBJECT]
  local found
  found=$(findings "$1" "${2-}")
  [[ -z $found || $found == ok* ]] || fail "expected all well of check $1: $found"
}

# Why it matters, of each finding.
reasons() { # CHECK [SUBJECT]
  json "'\\n'.join(f['why'] or '' for f in v['findings'] if f['check'] == '$1' and (not '${2-}' or f['subject'] == '${2-}'))" <<<"$out"
}

# What mends it, one step a line.
mending() { # CHECK [SUBJECT]
  json "'\\n'.join(c for f in v['findings'] if f['check'] == '$1' and (not '${2-}' or f['subject'] == '${2-}') for c in f['mend'])" <<<"$out"
}

# The commands among it.
commands() { # CHECK [SUBJECT]
  json "'\\n'.join(s['text'] for f in v['findings'] if f['check'] == '$1' and (not '${2-}' or f['subject'] == '${2-}') for s in f['steps'] if s['kind'] == 'command')" <<<"$out"
}

# Runs them, as a person would paste them.
mend() { # CHECK [SUBJECT]
  local line
  while read -r line; do
    bash -c "$line" >/dev/null 2>&1 </dev/null || fail "this mends nothing: $line"
  done < <(commands "$@")
}
