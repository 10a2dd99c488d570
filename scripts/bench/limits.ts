/**
 * Measures what the machine itself allows: how fast bytes are copied, first touched, parsed and packed, numbers read and
 * ordered, files written and read, and how fast a browser draws with the flags of the benches. What the Atlas takes is held
 * against these in `docs/performance.md`: nothing that it does can be faster than the part of it that is measured here.
 *
 *     npx tsx scripts/bench/limits.ts
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { launchBrowser } from '../../tests/support/browser.ts'
import { median } from './bench.ts'
import { spreadPlace } from './spread-place.ts'

const ROUNDS = 5
const BYTES = 128e6
const POINTS = 200_000
const ROWS = 500_000
/** The canvas of the benches of the map. */
const CANVAS = { width: 1280, height: 800 }

/** The median seconds of a function, after it was run once to warm up. */
function secondsOf(measure: () => unknown): number {
  const times: number[] = []
  for (let round = -1; round < ROUNDS; round++) {
    const start = performance.now()
    measure()
    if (round >= 0) times.push(performance.now() - start)
  }
  return median(times) / 1000
}

const rate = (bytes: number, seconds: number): string =>
  `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`
const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(2)} ms`

/** GeoJSON of points with four fields, as those that the benches of imports read. */
function makePoints(): string {
  const features = Array.from({ length: POINTS }, (_, index) => ({
    type: 'Feature',
    geometry: {
      type: 'Point',
      coordinates: spreadPlace(index),
    },
    properties: {
      name: `Point ${index}`,
      class: index % 7,
      amount: index * 1.37,
      year: 2000 + (index % 24),
    },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

function measureProcessor(): [string, string][] {
  const from = new Uint8Array(BYTES).fill(1)
  const to = new Uint8Array(BYTES).fill(2)
  const text = makePoints()
  const bytes = new TextEncoder().encode(text)
  const packed = deflateRawSync(bytes)
  const column = Float64Array.from({ length: ROWS }, (_, index) => (index * 7919) % ROWS)
  const decoder = new TextDecoder()
  const folder = mkdtempSync(join(tmpdir(), 'limits-'))
  const path = join(folder, 'bytes')
  try {
    return [
      [
        'bytes copied',
        rate(
          BYTES,
          secondsOf(() => to.set(from)),
        ),
      ],
      [
        'bytes of new memory written',
        rate(
          BYTES,
          secondsOf(() => new Uint8Array(BYTES).fill(1)),
        ),
      ],
      [
        'file written, not forced to the disk',
        rate(
          BYTES,
          secondsOf(() => writeFileSync(path, from)),
        ),
      ],
      [
        'the same read',
        rate(
          BYTES,
          secondsOf(() => readFileSync(path)),
        ),
      ],
      [
        'UTF-8 decoded',
        rate(
          bytes.length,
          secondsOf(() => decoder.decode(bytes)),
        ),
      ],
      [
        'JSON of points parsed',
        rate(
          bytes.length,
          secondsOf(() => JSON.parse(text)),
        ),
      ],
      [
        'deflated',
        rate(
          bytes.length,
          secondsOf(() => deflateRawSync(bytes)),
        ),
      ],
      [
        'inflated, of what comes out',
        rate(
          bytes.length,
          secondsOf(() => inflateRawSync(packed)),
        ),
      ],
      [
        `${ROWS} numbers compared with a bound`,
        milliseconds(
          secondsOf(() => {
            let count = 0
            for (let row = 0; row < ROWS; row++) if (column[row]! > 250_000) count++
            return count
          }),
        ),
      ],
      [`${ROWS} numbers copied and ordered`, milliseconds(secondsOf(() => column.slice().sort()))],
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const CALLS = 1000
const CIRCLES = 10_000

/** Milliseconds of a frame in which every pixel is covered once, of so many calls of one small triangle, and of so many circles. */
function drawFrames({
  width,
  height,
  calls,
  circles,
  rounds,
}: {
  width: number
  height: number
  calls: number
  circles: number
  rounds: number
}): number[] {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const gl = canvas.getContext('webgl2', { antialias: false })!
  const program = gl.createProgram()
  for (const [type, source] of [
    [
      gl.VERTEX_SHADER,
      `#version 300 es
      in vec2 at; in vec2 corner; out vec2 part; uniform vec2 size;
      void main() { part = corner; gl_Position = vec4(at + corner * size, 0.0, 1.0); }`,
    ],
    [
      gl.FRAGMENT_SHADER,
      `#version 300 es
      precision highp float; in vec2 part; out vec4 color;
      void main() { float cover = 1.0 - smoothstep(0.9, 1.0, length(part) * 0.7); color = vec4(0.1, 0.4, 0.5, 0.8) * cover; }`,
    ],
  ] as const) {
    const shader = gl.createShader(type)!
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.bindAttribLocation(program, 0, 'at')
  gl.bindAttribLocation(program, 1, 'corner')
  gl.linkProgram(program)
  // biome-ignore lint/correctness/useHookAtTopLevel: no hook, but what WebGL calls it
  gl.useProgram(program)
  gl.enable(gl.BLEND)
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
  const values = new Float32Array(circles * 24)
  for (let circle = 0; circle < circles; circle++) {
    const at = [((circle * 0.7549) % 1) * 2 - 1, ((circle * 0.5698) % 1) * 2 - 1] as const
    for (const [index, [x, y]] of (
      [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, -1],
        [1, 1],
        [-1, 1],
      ] as const
    ).entries()) {
      values.set([...at, x, y], circle * 24 + index * 4)
    }
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW)
  for (const place of [0, 1]) {
    gl.enableVertexAttribArray(place)
    gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 16, place * 8)
  }
  const size = gl.getUniformLocation(program, 'size')
  const pixel = new Uint8Array(4)
  const draws: readonly (() => void)[] = [
    () => {
      gl.uniform2f(size, 4, 4)
      gl.drawArrays(gl.TRIANGLES, 0, 6)
    },
    () => {
      gl.uniform2f(size, 2 / width, 2 / height)
      for (let call = 0; call < calls; call++) gl.drawArrays(gl.TRIANGLES, (call % circles) * 6, 3)
    },
    () => {
      gl.uniform2f(size, 8 / width, 8 / height)
      gl.drawArrays(gl.TRIANGLES, 0, circles * 6)
    },
  ]
  return draws.map((draw) => {
    const times: number[] = []
    for (let round = -1; round < rounds; round++) {
      const start = performance.now()
      draw()
      // Nothing is known to be drawn before some of it has been read.
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
      if (round >= 0) times.push(performance.now() - start)
    }
    return times.sort((a, b) => a - b)[rounds >> 1]!
  })
}

async function measureDrawing(): Promise<[string, string][]> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    const drawn = await page.evaluate(drawFrames, {
      ...CANVAS,
      calls: CALLS,
      circles: CIRCLES,
      rounds: ROUNDS,
    })
    return [
      `every pixel of ${CANVAS.width} × ${CANVAS.height} covered once, in WebGL`,
      `${CALLS} calls to draw, each of a triangle`,
      `${CIRCLES} circles of 8 pixels in one call`,
    ].map((what, index) => [what, milliseconds(drawn[index]! / 1000)])
  } finally {
    await browser.close()
  }
}

for (const [what, measured] of [...measureProcessor(), ...(await measureDrawing())]) {
  console.log(`${what}: ${measured}`)
}
