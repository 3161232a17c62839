#compdef backupsh
# Completion of backupsh for zsh. In ~/.zshrc, after compinit:  source <(backupsh completion zsh)
_backupsh() {
    local line="${(j: :)words[1,CURRENT]}"
    local -a suggestions
    suggestions=(${(f)"$(backupsh "[suggest:${#line}]" "$line" 2> /dev/null)"})

    # Where there is no suggestion, zsh completes the names of files.
    if (( ${#suggestions} )); then
        compadd -- $suggestions
    else
        _files
    fi
}

# A file in $fpath is run as the function itself, a sourced one only defines it.
if [[ ${funcstack[1]} == _backupsh ]]; then
    _backupsh "$@"
else
    compdef _backupsh backupsh
fi
