import { describe, expect, it } from 'vitest'
import { limbRadius } from './limb.ts'

describe('the rim of the globe', () => {
  it.each([
    ['a small globe', { center: { lat: 0 }, worldSize: 512, cameraToCenterDistance: 900 }],
    ['home', { center: { lat: 47.1 }, worldSize: 3800, cameraToCenterDistance: 2055 }],
    ['the far north', { center: { lat: 74 }, worldSize: 2000, cameraToCenterDistance: 1200 }],
  ])('is as far out as any of its places is seen: %s', (_, camera) => {
    const { center, worldSize, cameraToCenterDistance: distance } = camera
    const radius = worldSize / (2 * Math.PI * Math.cos((center.lat * Math.PI) / 180))
    let farthest = 0
    for (let angle = 0; angle < Math.PI / 2; angle += 1e-4) {
      const depth = distance + radius * (1 - Math.cos(angle))
      farthest = Math.max(farthest, (distance * radius * Math.sin(angle)) / depth)
    }
    expect(limbRadius(camera)).toBeCloseTo(farthest, 2)
  })
})
