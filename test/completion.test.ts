/**
 * Completion in real shells: lines are typed at a pseudo-terminal, with the tab, and what the program then gets is
 * compared. What is expected is what a person who typed the whole line would have meant.
 */

import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { SHELLS, type Shell } from '../src/cli/completion/scripts.ts'
import { globalOptions } from '../src/cli/options.ts'
import { root } from './support/folders.ts'
import { yuce } from './support/yuce.ts'

const tab = '\t'
const program = join(root, 'bin/yuce.js')

const home = mkdtempSync(join(tmpdir(), 'yuce-completion-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** What completes alike in all three: what is typed, and the words that arrive. */
const everywhere: readonly (readonly [string, readonly string[]])[] = [
  [`sim${tab}`, ['simulate']],
  [`simulate --samp${tab}lhs`, ['simulate', '--sampler', 'lhs']],
  [`simulate --sampler so${tab}`, ['simulate', '--sampler', 'sobol']],
  [`simulate --repair${tab}`, ['simulate', '--repair-correlation']],
  [`-o check simulate --sampler so${tab}`, ['-o', 'check', 'simulate', '--sampler', 'sobol']],
  [`tables project --at${tab}1`, ['tables', 'project', '--atol', '1']],
  [`--scen${tab}trend`, ['--scenario', 'trend']],
  [`-s tre${tab}`, ['-s', 'trend']],
  [`-s trend,opt${tab}`, ['-s', 'trend,optimistic']],
  [`-s trend opt${tab}`, ['-s', 'trend', 'optimistic']],
  [`--scenario=tre${tab}`, ['--scenario=trend']],
  [`project -s tre${tab}--json`, ['project', '-s', 'trend', '--json']],
  [`compare trend opt${tab}`, ['compare', 'trend', 'optimistic']],
  [`compare trend opt${tab}--method lm${tab}`, ['compare', 'trend', 'optimistic', '--method', 'lmdi']],
  [`sensitivity --by sec${tab}`, ['sensitivity', '--by', 'sector']],
  [`check --require trend:reven${tab}`, ['check', '--require', 'trend:revenue']],
  [`solve --target digi${tab}`, ['solve', '--target', 'digital-share']],
  [`--variable total_rd_${tab}`, ['--variable', 'total_rd_intensity']],
  [`-f js${tab}`, ['-f', 'json']],
  [`--lang z${tab}`, ['--lang', 'zh']],
  [`--layout=w${tab}`, ['--layout=wide']],
  [`completion f${tab}`, ['completion', 'fish']],
  [`help equa${tab}`, ['help', 'equations']],
  [`help sim${tab}`, ['help', 'simulate']],
  [`explain 'revenue[displays,2027${tab}`, ['explain', 'revenue[displays,2027]']],
  [`explain "total_rd_intensity[tot${tab}2027${tab}`, ['explain', 'total_rd_intensity[total,2027]']],
  [`--set 'growth[displ${tab}2027${tab}`, ['--set', 'growth[displays,2027]=']],
  [`--set 'rd_int${tab}*,2027${tab}`, ['--set', 'rd_intensity[*,2027]=']],
  [`-p 城${tab}`, ['-p', '城市']],
  [`-p 城市 -s 悲${tab}`, ['-p', '城市', '-s', '悲观 情景']],
  [`-p 城市 --scenario='悲${tab}`, ['-p', '城市', '--scenario=悲观 情景']],
  [`-p 城市 -s qu${tab}`, ['-p', '城市', '-s', `quoted"'$HOME`]],
  [`-p 城市 -s "qu${tab}`, ['-p', '城市', '-s', `quoted"'$HOME`]],
  [`-p 城市 --set 'growth[显${tab}2026${tab}`, ['-p', '城市', '--set', 'growth[显示面板,2026]=']],
  [`-o res${tab}`, ['-o', 'result one.csv']],
]

/** Nobody means these: they arrive as typed. */
const nothing = ['chekc', '-s nowhere', '--nonsense', '-f=js', '--digits ']

describe.each(SHELLS)('in %s', (shell) => {
  const has = spawnSync(shell, ['-c', 'true']).status === 0 && spawnSync('python3', ['--version']).status === 0
  if (!has && process.env['REQUIRE_TOOLS'] === '1') throw new Error(`${shell} and python3 are needed`)

  it.skipIf(!has)(
    'completes what a person would have typed',
    () => {
      const lines = [...everywhere.map(([typed]) => typed), ...nothing.map((typed) => typed + tab)]
      const wanted = [...everywhere.map(([, words]) => words), ...nothing.map((typed) => typed.trim().split(' '))]
      expect(typedInto(shell, lines, 'C.UTF-8')).toEqual(wanted)
    },
    240_000,
  )

  it.skipIf(!has)(
    'completes in the C locale',
    () => {
      const lines = [`sim${tab}`, `-s trend,opt${tab}`, `--set 'growth[displ${tab}2027${tab}`]
      const wanted = [['simulate'], ['-s', 'trend,optimistic'], ['--set', 'growth[displays,2027]=']]
      expect(typedInto(shell, lines, 'C')).toEqual(wanted)
    },
    120_000,
  )
})

describe('what is offered', () => {
  it.each(commands.map(({ name }) => name))('%s: every option that its help lists, and no other', async (name) => {
    const help = (await yuce([name, '--help'], { cwd: home })).out
    const listed = help.match(/^ {2}(?:-\w, )?--[\w-]+/gm)?.map((line) => line.replace(/^.*--/, '--')) ?? []
    const offered = (await ask([name, '--'])).map(({ text }) => text)
    expect(new Set([...offered, '--help', '--version'])).toEqual(new Set([...listed, '--help', '--version']))
  })

  it('is every command that the help lists', async () => {
    const help = (await yuce(['--help'], { cwd: home })).out
    const listed =
      /\nCommands:\n(.*?)\n\n/s
        .exec(help)?.[1]
        ?.match(/^ {2}[a-z]+/gm)
        ?.map((line) => line.trim()) ?? []
    expect((await ask([''])).map(({ text }) => text).sort()).toEqual(listed.sort())
  })

  const choosing = [
    ...globalOptions.map((option) => ({ command: 'project', option })),
    ...commands.flatMap(({ name, options }) => options.map((option) => ({ command: name, option }))),
  ].flatMap(({ command, option }) =>
    option.choices === undefined
      ? []
      : [{ command, flag: option.flags.match(/--[\w-]+/)?.[0] ?? '', choices: option.choices }],
  )

  it.each(choosing)('$command $flag takes every choice, and refuses another', async ({ command, flag, choices }) => {
    const run = async (choice: string) => {
      const words = [command, ...argumentsOf(command), flag, choice]
      return (await yuce([...words, '--quiet'], { cwd: home })).err
    }
    const objection = `is not a value of ${flag}`
    expect(await run('nonsense')).toContain(objection)
    for (const choice of choices) expect(await run(choice)).not.toContain(objection)
  })

  it('is an answer for the plan named on the line, whatever is wrong with it', async () => {
    const broken = join(home, 'broken')
    mkdirSync(broken, { recursive: true })
    writeFileSync(join(broken, 'baseline.csv'), 'sector,year,revenue\n__proto__,2022,1\n"unclosed,2022,')
    writeFileSync(join(broken, 'scenarios.csv'), 'scenario\nconstructor\nup\n')
    expect((await ask(['-p', broken, '-s', ''])).map(({ text }) => text)).toEqual(['constructor', 'up'])
    expect((await ask(['-p', broken, 'explain', 'revenue[_'])).map(({ text }) => text)).toContain(
      'revenue[__proto__,2022]',
    )
    expect(await ask(['-p', join(home, 'nowhere'), '-s', ''])).toEqual([])
  })

  it('is read from the first 256 KiB of a plan', async () => {
    const large = join(home, 'large')
    mkdirSync(large, { recursive: true })
    writeFileSync(join(large, 'sectors.csv'), 'sector\nfirst\n')
    const rows = Array.from({ length: 200_000 }, (_, i) => `s${i},2022,1`)
    writeFileSync(join(large, 'baseline.csv'), `sector,year,revenue\n${rows.join('\n')}\n`)
    const offered = (await ask(['-p', large, 'explain', 'revenue['])).map(({ text }) => text)
    expect(offered).toContain('revenue[first,')
    expect(offered.length).toBeLessThan(20_000)
    expect(offered).not.toContain('revenue[s199999,')
  })
})

type Offered = { readonly text: string; readonly description: string }

async function ask(words: readonly string[]): Promise<readonly Offered[]> {
  const { out, err } = await yuce(['--get-yargs-completions', 'zsh', ...words], { cwd: home })
  expect(err).toBe('')
  const [who, ...lines] = out.trimEnd().split('\n')
  expect(who).toBe('words')
  return lines.map((line) => {
    const [text = '', description = ''] = line.split('\t')
    return { text, description }
  })
}

function argumentsOf(command: string): readonly string[] {
  const given: Readonly<Record<string, readonly string[]>> = {
    compare: ['trend', 'optimistic'],
    sensitivity: ['-s', 'trend', '--draws', '64', '--set', 'growth[*,*]=normal(5%,1%)'],
    discover: ['-s', 'optimistic', '--target', 'revenue', '--draws', '256'],
    simulate: ['-s', 'trend', '--draws', '256'],
    report: ['-s', 'trend', '--simulate', '--draws', '256'],
  }
  return given[command] ?? []
}

beforeAll(() => {
  mkdirSync(join(home, 'bin'))
  mkdirSync(join(home, 'zfunc'))
  mkdirSync(join(home, '.config/fish/completions'), { recursive: true })
  mkdirSync(join(home, '城市'))
  writeFileSync(join(home, 'result one.csv'), '')
  writeFileSync(join(home, '城市/baseline.csv'), 'sector,year,revenue\n显示面板,2025,100\nplain,2025,50\n')
  writeFileSync(join(home, '城市/scenarios.csv'), `scenario\n悲观 情景\n"quoted""'$HOME"\n`)
  writeFileSync(join(home, '城市/growth.csv'), 'sector,2026,2027\n*,5%,5%\n')
  const record = `for each; do printf '%s\\x1f' "$each" >> "$LOG"; done; printf '\\x1e' >> "$LOG"`
  const asked = `[ "$1" = --get-yargs-completions ] && exec '${process.execPath}' '${program}' "$@"`
  writeFileSync(join(home, 'bin/yuce'), `#!/bin/bash\n${asked}\n${record}\n`)
  chmodSync(join(home, 'bin/yuce'), 0o755)
  const script = (shell: Shell) =>
    spawnSync(process.execPath, [program, 'completion', shell], { encoding: 'utf8' }).stdout
  writeFileSync(join(home, '.bashrc'), `${script('bash')}\nPS1='@@>'\nbind 'set bell-style none'\n`)
  writeFileSync(join(home, 'zfunc/_yuce'), script('zsh'))
  writeFileSync(
    join(home, '.zshrc'),
    "fpath=($HOME/zfunc $fpath)\nautoload -Uz compinit\ncompinit -u -d $HOME/.zcompdump\nPS1='@@>'\n",
  )
  writeFileSync(join(home, '.config/fish/completions/yuce.fish'), script('fish'))
  writeFileSync(
    join(home, '.config/fish/config.fish'),
    "function fish_prompt; echo -n '@@>'; end\nset -g fish_greeting ''\n",
  )
})

/** The words that arrive, line by line. */
function typedInto(shell: Shell, lines: readonly string[], locale: string): string[][] {
  const log = join(home, `${shell}-${locale}.log`)
  const ask = {
    shell: { bash: ['bash', '--rcfile', join(home, '.bashrc'), '-i'], zsh: ['zsh', '-i'], fish: ['fish', '-i'] }[shell],
    env: { HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH']}`, TERM: 'xterm', LOG: log, LC_ALL: locale },
    cwd: home,
    prompt: '@@>',
    log,
    lines: lines.map((line) => `yuce ${line}${closing(line, shell)}\r`),
  }
  const ran = spawnSync('python3', [join(root, 'test/support/terminal.py')], {
    input: JSON.stringify(ask),
    encoding: 'utf8',
  })
  expect(ran.stderr).toBe('')
  return (
    readFileSync(log, 'utf8')
      .split('\x1e')
      .slice(0, -1)
      // zsh takes the slash behind a folder away again when the line is run.
      .map((record) =>
        record
          .split('\x1f')
          .slice(0, -1)
          .map((word) => word.replace(/^城市\/$/, '城市')),
      )
  )
}

/** A word that goes on leaves its quote open in zsh and fish; bash closes it. */
function closing(line: string, shell: Shell): string {
  return shell !== 'bash' && /--set '[^']*$/.test(line) ? "'" : ''
}
