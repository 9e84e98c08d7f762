/**
 * What each shell runs. It asks `yuce --get-yargs-completions SHELL …` and gets lines: first who completes (`words`,
 * `files`, `folders`), then a word a line, a tab and what it means. A word that goes on ends with `[`, `,`, `=` or `:`.
 */

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

const bash = `# Completion of yuce in bash 4.2 or newer. To have it always:
#   yuce completion bash > ~/.local/share/bash-completion/completions/yuce
_yuce() {
  local reply
  COMPREPLY=()
  mapfile -t reply < <(yuce --get-yargs-completions bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
  case "\${reply[0]}" in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
    words)
      COMPREPLY=("\${reply[@]:1}")
      [[ \${#COMPREPLY[@]} -ne 1 || "\${COMPREPLY[0]}" != *[][,=:] || "\${COMPREPLY[0]}" == *']' ]] || compopt -o nospace
      ;;
  esac
}
complete -F _yuce yuce
`

const zsh = `#compdef yuce
# Completion of yuce in zsh. To have it always, in a folder of $fpath:
#   yuce completion zsh > "\${fpath[1]}/_yuce"
_yuce() {
  local -a reply open done opened named
  local line word
  reply=("\${(@f)$(yuce --get-yargs-completions zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  case "\${reply[1]}" in
    files) compset -P '--*='; _files ;;
    folders) compset -P '--*='; _files -/ ;;
    words)
      for line in "\${reply[@]:1}"; do
        word="\${line%%$'\\t'*}"
        if [[ "$word" == *[\\[,=:] ]]; then
          open+=("$word"); opened+=("$word  \${line#*$'\\t'}")
        else
          done+=("$word"); named+=("$word  \${line#*$'\\t'}")
        fi
      done
      (( \${#open} )) && compadd -S '' -l -d opened -a open
      (( \${#done} )) && compadd -l -d named -a done
      ;;
  esac
}
if [[ "\${funcstack[1]}" == _yuce ]]; then _yuce "$@"; else compdef _yuce yuce; fi
`

const fish = `# Completion of yuce in fish. To have it always:
#   yuce completion fish > ~/.config/fish/completions/yuce.fish
function __yuce_complete
  set -l before (commandline -opc)
  set -l current (commandline -ct)
  set -l reply (yuce --get-yargs-completions fish $before[2..-1] -- $current 2>/dev/null)
  switch "$reply[1]"
    case files
      __fish_complete_path (string replace -r -- '^--[^=]*=' '' $current)
    case folders
      __fish_complete_directories (string replace -r -- '^--[^=]*=' '' $current) ''
    case words
      printf '%s\\n' $reply[2..-1]
  end
end
complete -c yuce -f -a '(__yuce_complete)'
`

export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish }
