/**
 * Loads a file of `dist/cli/` together with what V8 compiled of it at build time, which spares a start half its time.
 *
 * The compiled code is for one version of Node and one kind of processor, which its name says; V8 refuses it where its
 * own settings differ. Without it the source is compiled as usual. Nothing is ever written here.
 */

const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { pathToFileURL } = require('node:url')
const { Script } = require('node:vm')

const folder = join(__dirname, '../dist/cli')

/** Where the compiled code of a file is, for the Node that runs this. */
function compiledFile(name) {
  return join(folder, `${name}-${process.version}-${process.platform}-${process.arch}.compiled`)
}

function compiled(name) {
  try {
    return readFileSync(compiledFile(name))
  } catch {
    return undefined
  }
}

const loaded = new Map()

function load(name) {
  if (!loaded.has(name)) loaded.set(name, loadAnew(name))
  return loaded.get(name)
}

function loadAnew(name) {
  const filename = join(folder, `${name}.cjs`)
  // The build writes ASCII, which needs no decoding.
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: compiled(name) })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, requireFrom, module, pathToFileURL(filename).href)
  return { exports: module.exports, script }
}

function requireFrom(name) {
  return name.startsWith('./') ? load(name.slice(2)).exports : require(name)
}

module.exports = { load, compiledFile }
