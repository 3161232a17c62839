# Completion of backupsh for bash. In ~/.bashrc:  source <(backupsh completion bash)
_backupsh() {
    local line=${COMP_LINE:0:COMP_POINT} word prefix='' suggestion
    word=${line##*[[:space:]]}

    # A colon ends a word for bash and none for backupsh: what stands before it must not come twice.
    if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
        prefix=${word%"${word##*:}"}
    fi

    COMPREPLY=()
    while IFS= read -r suggestion; do
        COMPREPLY+=("${suggestion#"$prefix"}")
    done < <(backupsh "[suggest:${#line}]" "$line" 2> /dev/null)
}

# Where there is no suggestion, bash completes the names of files.
complete -o bashdefault -o default -F _backupsh backupsh
