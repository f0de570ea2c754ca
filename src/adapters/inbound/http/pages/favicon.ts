/** The mark of gate.ts as rectangles on its grid of 32: left, top, right, bottom. */
const walls = [
  [2, 12, 30, 15],
  [5, 17, 27, 19],
  [5, 19, 9, 29],
  [23, 19, 27, 29],
  [10.5, 20.5, 15.5, 29],
  [16.5, 20.5, 21.5, 29],
] as const
/** Of the tile behind it. */
const markSize = 0.78
/** Points looked at along each side of a pixel; how many of them are in the mark makes its shade. */
const samples = 4
/** Blue, green, red. Light on dark, so that the mark is seen on the tabs of either theme. */
const light = [0xf2, 0xff, 0xf7]
const dark = [0x4a, 0x5f, 0x1f]

/** An .ico file with the mark at 16 and at 32 pixels, for any density of screen. */
export const favicon: Buffer = iconFile([16, 32])

function iconFile(sizes: readonly number[]): Buffer {
  const bitmaps = sizes.map((size) => ({ size, bytes: bitmap(size) }))
  const header = Buffer.from([0, 0, 1, 0, sizes.length, 0])
  let offset = header.length + 16 * sizes.length
  const entries = bitmaps.map(({ size, bytes }) => {
    const entry = Buffer.alloc(16)
    entry.set([size, size, 0, 0, 1, 0, 32, 0])
    entry.writeUInt32LE(bytes.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += bytes.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...bitmaps.map(({ bytes }) => bytes)])
}

/** A 32-bit BITMAPINFOHEADER image: rows stand upside down, and the height counts an empty mask behind them. */
function bitmap(size: number): Buffer {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(size, 4)
  header.writeInt32LE(size * 2, 8)
  header.set([1, 0, 32, 0], 12)
  const pixels = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) pixels.set(pixel(x, y, size), ((size - 1 - y) * size + x) * 4)
  }
  const maskRow = Math.ceil(size / 32) * 4
  return Buffer.concat([header, pixels, Buffer.alloc(maskRow * size)])
}

function pixel(x: number, y: number, size: number): number[] {
  const gate = covered(x, y, size, inGate)
  const shade = dark.map((tone, channel) => tone + ((light[channel] ?? tone) - tone) * gate)
  return [...shade, 0xff * covered(x, y, size, inTile)].map(Math.round)
}

/** How much of a pixel a shape covers, 0 to 1. */
function covered(x: number, y: number, size: number, shape: (x: number, y: number) => boolean): number {
  const steps = Array.from({ length: samples }, (_, step) => (step + 0.5) / samples)
  const hits = steps.flatMap((dy) =>
    steps.filter((dx) => shape(((x + dx) * 32) / size, ((y + dy) * 32) / size)),
  )
  return hits.length / samples ** 2
}

/** The mark, smaller than it is drawn, in the middle of the tile. */
function inGate(tileX: number, tileY: number): boolean {
  const [x, y] = [16 + (tileX - 16) / markSize, 16 + (tileY - 16) / markSize]
  // The eaves: the curve of gate.ts, whose width grows with the square of the way down.
  if (y >= 4 && y < 12) return Math.abs(x - 16) <= 6 + 8 * ((y - 4) / 8) ** 2
  return walls.some(([left, top, right, bottom]) => x >= left && x < right && y >= top && y < bottom)
}

/** The whole square, its corners rounded. */
function inTile(x: number, y: number): boolean {
  const radius = 7
  const [dx, dy] = [Math.max(Math.abs(x - 16) - 16 + radius, 0), Math.max(Math.abs(y - 16) - 16 + radius, 0)]
  return dx ** 2 + dy ** 2 <= radius ** 2
}
