/** The parts of a zip archive read, and put together again. */

type Part = { readonly path: string; readonly bytes: Uint8Array }

const signatures = { entry: 0x04034b50, listed: 0x02014b50, end: 0x06054b50 } as const
/** 1 January 1980, midnight: the same in every archive. */
const DATE = 33

/** The parts of an archive that this file or hucre made: no comment at its end, every size in its list. */
export async function unzip(archive: Uint8Array): Promise<Part[]> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - 22
  if (view.getUint32(end, true) !== signatures.end) throw new RangeError('not an archive')
  const parts: Part[] = []
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const [method, size, name] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 20, true),
      view.getUint16(at + 28, true),
    ]
    const path = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + name))
    const local = view.getUint32(at + 42, true)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const packed = archive.subarray(start, start + size)
    parts.push({ path, bytes: method === 0 ? packed : await through(packed, new DecompressionStream('deflate-raw')) })
    at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return parts
}

export async function zip(parts: readonly Part[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const list: Uint8Array[] = []
  let offset = 0
  for (const { path, bytes } of parts) {
    const name = new TextEncoder().encode(path)
    const packed = await through(bytes, new CompressionStream('deflate-raw'))
    const about = [20, 0, 8, 0, DATE]
    const sizes = [crc32(bytes), packed.length, bytes.length]
    const head = fields([signatures.entry], about, sizes, [name.length, 0])
    list.push(fields([signatures.listed], [20, ...about], sizes, [name.length, 0, 0, 0, 0], [0, offset]), name)
    pieces.push(head, name, packed)
    offset += head.length + name.length + packed.length
  }
  const listed = list.reduce((size, piece) => size + piece.length, 0)
  const end = fields([signatures.end], [0, 0, parts.length, parts.length], [listed, offset], [0])
  return joined([...pieces, ...list, end])
}

/** Numbers of four and two bytes in turn, each group in the size of its place: 4, 2, 4, 2, 4. */
function fields(...groups: readonly (readonly number[])[]): Uint8Array {
  const size = groups.reduce((sum, group, index) => sum + group.length * (index % 2 === 0 ? 4 : 2), 0)
  const view = new DataView(new ArrayBuffer(size))
  let at = 0
  groups.forEach((group, index) => {
    for (const value of group) {
      if (index % 2 === 0) view.setUint32(at, value, true)
      else view.setUint16(at, value, true)
      at += index % 2 === 0 ? 4 : 2
    }
  })
  return new Uint8Array(view.buffer)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const writer = stream.writable.getWriter()
  const written = writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close())
  const pieces: Uint8Array[] = []
  const reader = stream.readable.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value)
  await written
  return joined(pieces)
}

const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** @source RFC 1952, section 8 */
function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (remainders[(value ^ byte) & 0xff] as number) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
