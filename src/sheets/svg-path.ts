/** `[a, b, c, d, e, f]` of SVG 2, section 8.5: x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
export type Affine = readonly [number, number, number, number, number, number]

export const IDENTITY: Affine = [1, 0, 0, 1, 0, 0]

/** The map that does `inner` first, then `outer`. */
export function multiply(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer
  const [p, q, r, s, t, u] = inner
  return [
    a * p + c * q,
    b * p + d * q,
    a * r + c * s,
    b * r + d * s,
    a * t + c * u + e,
    b * t + d * u + f,
  ]
}

/** A line of a path: `x0, y0, x1, y1, …`, and whether it goes back to its start. */
export interface SubPath {
  readonly line: number[]
  isClosed: boolean
}

/** How many numbers a command takes. */
const ARITY: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y
const SEPARATOR = /[\s,]*/y

/**
 * Path data (SVG 2, section 9.3) as lines in the plane that `matrix` takes it to; curves are followed so closely that no
 * line is `tolerance` from them. `null` where the text is no path data.
 */
export function toSubPaths(data: string, matrix: Affine, tolerance: number): SubPath[] | null {
  const commands = toCommands(data)
  if (!commands) return null
  const pen = new Pen(matrix, tolerance)
  for (const { letter, numbers } of commands) pen.draw(letter, numbers)
  return pen.subPaths
}

interface Command {
  readonly letter: string
  readonly numbers: readonly number[]
}

function toCommands(data: string): Command[] | null {
  const commands: Command[] = []
  let at = 0
  const skip = () => {
    SEPARATOR.lastIndex = at
    SEPARATOR.exec(data)
    at = SEPARATOR.lastIndex
  }
  const number = (isFlag: boolean): number | null => {
    skip()
    // Flags of arcs are one digit, which may be run into what follows.
    if (isFlag) {
      const flag = data[at]
      if (flag !== '0' && flag !== '1') return null
      at++
      return Number(flag)
    }
    NUMBER.lastIndex = at
    const match = NUMBER.exec(data)
    if (!match) return null
    at = NUMBER.lastIndex
    return Number(match[0])
  }
  for (skip(); at < data.length; skip()) {
    let letter = data[at]!
    const arity = ARITY[letter.toUpperCase()]
    if (arity === undefined || (commands.length === 0 && letter.toUpperCase() !== 'M')) return null
    at++
    for (let isFirst = true; ; isFirst = false) {
      skip()
      if (!isFirst && (arity === 0 || at >= data.length || /[a-zA-Z]/.test(data[at]!))) break
      const numbers: number[] = []
      for (let index = 0; index < arity; index++) {
        const value = number(arity === 7 && (index === 3 || index === 4))
        if (value === null) return null
        numbers.push(value)
      }
      commands.push({ letter, numbers })
      // What follows a move without a letter of its own is a line.
      if (letter === 'M') letter = 'L'
      if (letter === 'm') letter = 'l'
    }
  }
  return commands
}

type Point = readonly [x: number, y: number]

class Pen {
  readonly subPaths: SubPath[] = []
  readonly #matrix: Affine
  readonly #tolerance: number
  #at: Point = [0, 0]
  #start: Point = [0, 0]
  /** The handle of the curve before, which a smooth curve mirrors. */
  #handle: { readonly kind: 'C' | 'Q'; readonly at: Point } | null = null

  constructor(matrix: Affine, tolerance: number) {
    this.#matrix = matrix
    this.#tolerance = tolerance
  }

  draw(letter: string, numbers: readonly number[]): void {
    const kind = letter.toUpperCase()
    const [x, y] = letter === kind ? [0, 0] : this.#at
    const point = (index: number): Point => [numbers[index]! + x, numbers[index + 1]! + y]
    const handle = this.#handle
    this.#handle = null
    switch (kind) {
      case 'M':
        this.#at = point(0)
        this.#start = this.#at
        this.subPaths.push({ line: [...this.#placed(this.#at)], isClosed: false })
        return
      case 'L':
        this.#lineTo(point(0))
        return
      case 'H':
        this.#lineTo([numbers[0]! + x, this.#at[1]])
        return
      case 'V':
        this.#lineTo([this.#at[0], numbers[0]! + y])
        return
      case 'C':
        this.#cubicTo(point(0), point(2), point(4))
        return
      case 'S':
        this.#cubicTo(this.#mirrored(handle, 'C'), point(0), point(2))
        return
      case 'Q':
        this.#quadraticTo(point(0), point(2))
        return
      case 'T':
        this.#quadraticTo(this.#mirrored(handle, 'Q'), point(0))
        return
      case 'A':
        this.#arcTo(numbers, point(5))
        return
      default:
        this.subPaths.at(-1)!.isClosed = true
        this.#at = this.#start
    }
  }

  #placed([x, y]: Point): Point {
    const [a, b, c, d, e, f] = this.#matrix
    return [a * x + c * y + e, b * x + d * y + f]
  }

  #lineTo(to: Point): void {
    let path = this.subPaths.at(-1)!
    if (path.isClosed) {
      path = { line: [...this.#placed(this.#at)], isClosed: false }
      this.subPaths.push(path)
    }
    path.line.push(...this.#placed(to))
    this.#at = to
  }

  #mirrored(handle: { readonly kind: 'C' | 'Q'; readonly at: Point } | null, kind: 'C' | 'Q') {
    const [x, y] = this.#at
    return handle?.kind === kind
      ? ([2 * x - handle.at[0], 2 * y - handle.at[1]] as const)
      : this.#at
  }

  #quadraticTo(control: Point, to: Point): void {
    const [x, y] = this.#at
    const near = (end: Point): Point => [
      end[0] + (2 / 3) * (control[0] - end[0]),
      end[1] + (2 / 3) * (control[1] - end[1]),
    ]
    this.#cubicTo(near([x, y]), near(to), to)
    this.#handle = { kind: 'Q', at: control }
  }

  /** A curve in as many lines of equal parameter as its second differences ask for (Sederberg, 1990). */
  #cubicTo(one: Point, two: Point, to: Point): void {
    const from = this.#at
    const placed = [from, one, two, to].map((point) => this.#placed(point))
    const bend = (a: number, b: number, c: number) =>
      Math.hypot(
        placed[a]![0] - 2 * placed[b]![0] + placed[c]![0],
        placed[a]![1] - 2 * placed[b]![1] + placed[c]![1],
      )
    const most = Math.max(bend(0, 1, 2), bend(1, 2, 3))
    const steps = Math.min(200, Math.max(1, Math.ceil(Math.sqrt((0.75 * most) / this.#tolerance))))
    for (let step = 1; step <= steps; step++) {
      const t = step / steps
      const s = 1 - t
      const at = (axis: 0 | 1) =>
        s * s * s * from[axis] +
        3 * s * s * t * one[axis] +
        3 * s * t * t * two[axis] +
        t * t * t * to[axis]
      this.#lineTo(step === steps ? to : [at(0), at(1)])
    }
    this.#handle = { kind: 'C', at: two }
  }

  /** An elliptical arc from its end points (SVG 2, section B.2.4), as curves of a quarter turn at most. */
  #arcTo(numbers: readonly number[], to: Point): void {
    const [rx0, ry0, degrees, isLarge, isSweep] = numbers as [
      number,
      number,
      number,
      number,
      number,
    ]
    const [x1, y1] = this.#at
    let [rx, ry] = [Math.abs(rx0), Math.abs(ry0)]
    if (rx === 0 || ry === 0 || (x1 === to[0] && y1 === to[1])) {
      this.#lineTo(to)
      return
    }
    const turn = (degrees * Math.PI) / 180
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    const [dx, dy] = [(x1 - to[0]) / 2, (y1 - to[1]) / 2]
    const [px, py] = [cos * dx + sin * dy, cos * dy - sin * dx]
    const reach = Math.sqrt((px / rx) ** 2 + (py / ry) ** 2)
    if (reach > 1) [rx, ry] = [rx * reach, ry * reach]
    const square = (rx * py) ** 2 + (ry * px) ** 2
    const root = Math.sqrt(Math.max(0, (rx * ry) ** 2 / square - 1))
    const factor = isLarge === isSweep ? -root : root
    const [qx, qy] = [(factor * rx * py) / ry, (-factor * ry * px) / rx]
    const [cx, cy] = [
      cos * qx - sin * qy + (x1 + to[0]) / 2,
      sin * qx + cos * qy + (y1 + to[1]) / 2,
    ]
    const start = Math.atan2((py - qy) / ry, (px - qx) / rx)
    const end = Math.atan2((-py - qy) / ry, (-px - qx) / rx)
    let sweep = end - start
    if (isSweep && sweep < 0) sweep += 2 * Math.PI
    if (!isSweep && sweep > 0) sweep -= 2 * Math.PI
    const parts = Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9)
    const step = sweep / parts
    const handle = (4 / 3) * Math.tan(step / 4)
    const on = (angle: number, along: number): Point => {
      const x = rx * (Math.cos(angle) - along * Math.sin(angle))
      const y = ry * (Math.sin(angle) + along * Math.cos(angle))
      return [cos * x - sin * y + cx, sin * x + cos * y + cy]
    }
    for (let part = 0; part < parts; part++) {
      const [from, until] = [start + part * step, start + (part + 1) * step]
      this.#cubicTo(on(from, handle), on(until, -handle), part + 1 === parts ? to : on(until, 0))
    }
    this.#handle = null
  }
}
