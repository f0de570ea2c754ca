const size = 16
/** A gate, a letter a pixel: roof, beam and two posts. */
const drawing = [
  '................',
  '.......##.......',
  '.....######.....',
  '...##########...',
  '.##############.',
  '.##############.',
  '................',
  '...##########...',
  '...##......##...',
  '...##......##...',
  '...##......##...',
  '...##......##...',
  '...##......##...',
  '...##......##...',
  '...##......##...',
  '................',
]
/** Blue, green, red, opacity. */
const ink = [0x4a, 0x5f, 0x1f, 0xff]
const nothing = [0, 0, 0, 0]

/** An .ico file with one 32-bit bitmap: its rows stand upside down, and an empty mask follows them. */
export const favicon: Buffer = (() => {
  const pixels = Buffer.from(
    drawing.toReversed().flatMap((row) => [...row].flatMap((dot) => (dot === '#' ? ink : nothing))),
  )
  const mask = Buffer.alloc(size * 4)
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(size, 4)
  header.writeInt32LE(size * 2, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(32, 14)
  const bitmap = Buffer.concat([header, pixels, mask])
  const directory = Buffer.alloc(22)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(1, 4)
  directory.set([size, size, 0, 0, 1, 0, 32, 0], 6)
  directory.writeUInt32LE(bitmap.length, 14)
  directory.writeUInt32LE(directory.length, 18)
  return Buffer.concat([directory, bitmap])
})()
