# fish completion for mcpctl; mcpctl itself says what fits. To try: mcpctl completion fish | source
function __mcpctl_complete
    set -l words (commandline -opc)
    for candidate in ($words[1] complete -- $words[2..] (commandline -ct) 2>/dev/null)
        if test "$candidate" = :files
            set -l word (commandline -ct)
            set -l option (string match -r -- '^--[^=]*=' $word)
            for path in (__fish_complete_path (string replace -- "$option" '' $word))
                echo "$option$path"
            end
        else if test "$candidate" = :commands
            __fish_complete_command
        else
            echo $candidate
        end
    end
end
complete -c mcpctl -f -a '(__mcpctl_complete)'
