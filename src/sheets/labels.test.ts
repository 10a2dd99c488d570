import { describe, expect, it } from 'vitest'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import { type Candidate, LabelPlacer } from './labels.ts'
import type { TextStyle } from './painter.ts'

const STYLE: TextStyle = { font: 'regular', size: 10, color: '#000000' }
const LIMITS = { minX: 0, minY: 0, maxX: 400, maxY: 400 }
const DOVER = { kind: 'point' as const, text: 'Dover', x: 200, y: 200, offset: 7, priority: 1 }
const AREA: Candidate = {
  kind: 'area',
  text: 'Dover',
  x: 200,
  y: 200,
  room: 20,
  staysWithin: false,
  priority: 1,
}
const fonts = nodeSheetFonts()

function leftOf(placer: LabelPlacer, candidate: Candidate = DOVER, isOverMarkers = false) {
  const [placed] = placer.place(candidate, STYLE, isOverMarkers)
  return placed?.kind === 'lines' ? placed.lines[0] : undefined
}

describe('a name on a sheet', () => {
  it('stands where it is read to its own marker, not to one on its other side', () => {
    const placer = new LabelPlacer(fonts, LIMITS)
    const length = fonts.measure('Dover', STYLE)
    placer.block({ x: 200, y: 200, reach: 3 })
    // Taken by a coast's name to the right; to the left the marker of another town would be as near as its own.
    placer.cover({ x: 205, y: 198, width: 60, height: 4 })
    placer.block({ x: 200 - 7 - length - 7, y: 200, reach: 3 })
    const name = leftOf(placer)!
    expect(Math.abs(name.y - 200)).toBeGreaterThan(5)
  })

  it('stands as near to another marker as there is room, where no other side is free', () => {
    const placer = new LabelPlacer(fonts, LIMITS)
    const length = fonts.measure('Dover', STYLE)
    placer.cover({ x: 150, y: 205, width: 110, height: 20 })
    placer.cover({ x: 150, y: 175, width: 110, height: 20 })
    placer.cover({ x: 205, y: 195, width: 60, height: 10 })
    placer.block({ x: 200 - 7 - length - 7, y: 200, reach: 3 })
    // Beneath and above is no room: what is left is the side of the other marker, or none.
    expect(leftOf(placer)).toBeUndefined()
    const open = new LabelPlacer(fonts, LIMITS)
    open.cover({ x: 205, y: 150, width: 60, height: 100 })
    open.cover({ x: 150, y: 211, width: 110, height: 20 })
    open.cover({ x: 150, y: 170, width: 110, height: 19 })
    open.block({ x: 200 - 7 - length - 7, y: 200, reach: 3 })
    expect(leftOf(open)!.x).toBeCloseTo(200 - 7 - length, 3)
  })

  it('keeps clear of what will lie over the map, even where it may stand over markers', () => {
    const placer = new LabelPlacer(fonts, LIMITS)
    placer.cover({ x: 100, y: 100, width: 200, height: 200 })
    expect(leftOf(placer, DOVER, true)).toBeUndefined()
  })

  it('stays whole within the rim of a globe', () => {
    const rim = { x: 200, y: 200, radius: 150 }
    const length = fonts.measure('Dover', STYLE)
    const town = { ...DOVER, x: 345, y: 200 }
    expect(leftOf(new LabelPlacer(fonts, LIMITS), town)!.x).toBeGreaterThan(town.x)
    expect(leftOf(new LabelPlacer(fonts, LIMITS, rim), town)!.x).toBeCloseTo(345 - 7 - length, 3)
    const corner: Candidate = { ...AREA, x: 305, y: 305 }
    expect(leftOf(new LabelPlacer(fonts, LIMITS), corner)).toBeDefined()
    expect(leftOf(new LabelPlacer(fonts, LIMITS, rim), corner)).toBeUndefined()
  })

  it('that is of a class stands in its area or nowhere, others step aside', () => {
    const placer = new LabelPlacer(fonts, LIMITS)
    placer.cover({ x: 180, y: 197, width: 40, height: 6 })
    expect(leftOf(placer, { ...AREA, staysWithin: true })).toBeUndefined()
    expect(leftOf(placer, AREA)).toBeDefined()
  })

  it('comes with its marker or not at all, where markers are drawn with their names', () => {
    const placer = new LabelPlacer(fonts, LIMITS)
    const marker = { classId: 'place', reach: 3, draw: () => undefined }
    expect(leftOf(placer, { ...DOVER, marker })).toBeDefined()
    // Beneath the name that stands is no room for a marker.
    expect(leftOf(placer, { ...DOVER, x: 220, marker })).toBeUndefined()
    expect(leftOf(placer, { ...DOVER, x: 300, y: 300, marker })).toBeDefined()
  })
})
