# Completion of backupsh for fish. Once:  backupsh completion fish > ~/.config/fish/completions/backupsh.fish
function __backupsh_suggestions
    set -l line (commandline --current-process --cut-at-cursor)
    backupsh "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end

complete --command backupsh --arguments '(__backupsh_suggestions)'
