# bash completion for mcpctl; mcpctl itself says what fits. To try: eval "$(mcpctl completion bash)"
_mcpctl()
{
  local line=${COMP_LINE:0:COMP_POINT} candidate current cut
  local -a words
  read -ra words <<<"$line"
  [[ $line != *[[:blank:]] ]] || words+=('')
  current=${words[-1]}
  # readline replaces only what stands behind its last break, a colon or "=" among them.
  cut=${current%"${COMP_WORDS[COMP_CWORD]}"}
  [[ ${COMP_WORDS[COMP_CWORD]} != [:=] ]] || cut=$current
  COMPREPLY=()
  while IFS=$'\t' read -r candidate _; do
    if [[ $candidate == :files ]]; then
      compopt -o filenames
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "${current#"$cut"}")
    elif [[ $candidate == :commands ]]; then
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -c -- "$current")
    else
      COMPREPLY+=("${candidate#"$cut"}")
    fi
  done < <("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null)
}
complete -F _mcpctl mcpctl
