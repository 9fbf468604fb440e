# fish completion for mcpctl; mcpctl itself says what fits. To try: mcpctl completion fish | source
function __mcpctl_complete
    set -l words (commandline -opc)
    for candidate in ($words[1] complete -- $words[2..] (commandline -ct) 2>/dev/null)
        if test "$candidate" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $candidate
        end
    end
end
complete -c mcpctl -f -a '(__mcpctl_complete)'
