/** A colour in linear light, red, green, blue from 0 to 1. */
type Linear = readonly [number, number, number]

/**
 * How colours look to who lacks a kind of cone, in linear light (Machado, Oliveira and Fernandes 2009, A
 * Physiologically-based Model for Simulation of Color Vision Deficiency, severity 1.0).
 */
const KINDS: readonly (readonly [Linear, Linear, Linear])[] = [
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
]

/** Differences of CIE 1976 L*a*b* below this are hard to tell in two fields apart on a map. */
const LEAST_DIFFERENCE = 8

/** Whether two colours (`#rrggbb`) are hard to tell apart for anyone, those who lack red or green cones included. */
export function areColorsAlike(a: string, b: string): boolean {
  const [first, second] = [toLinear(a), toLinear(b)]
  return KINDS.some(
    (kind) => difference(toLab(apply(kind, first)), toLab(apply(kind, second))) < LEAST_DIFFERENCE,
  )
}

function toLinear(hex: string): Linear {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

function apply(kind: readonly [Linear, Linear, Linear], [r, g, b]: Linear): Linear {
  const row = ([x, y, z]: Linear) => Math.min(1, Math.max(0, x * r + y * g + z * b))
  return [row(kind[0]), row(kind[1]), row(kind[2])]
}

/** CIE 1976 L*a*b* under D65 (IEC 61966-2-1, ISO/CIE 11664-4). */
function toLab([r, g, b]: Linear): Linear {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function difference(a: Linear, b: Linear): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}
