import { describe, expect, it } from 'vitest'
import { NearPoints } from './near-points.ts'

describe('points that are there nearly twice', () => {
  it('are found where the same is said of them and they lie near each other, and nowhere else', () => {
    const points = new NearPoints(7)
    points.add(0, 11, -100, 25)
    points.add(1, 12, -100, 25)
    points.add(3, 11, -100.0005, 25.0004)
    points.add(4, 11, -100.01, 25)
    points.add(5, 11, 1e9, 25)
    points.add(6, 11, 1e9, 25)
    points.add(9, 12, -100.0009, 25)
    expect(points.find()).toEqual([
      [3, 0],
      [9, 1],
    ])
  })

  it('are found among as many as a register has, each with the first of its place', () => {
    const count = 50_000
    const points = new NearPoints(2 * count)
    for (let row = 0; row < count; row++) points.add(row, row % 7, (row % 300) - 150, row / 1000)
    for (let row = 0; row < count; row += 100) {
      points.add(count + row, row % 7, (row % 300) - 150, row / 1000)
    }
    const found = points.find().filter(([row]) => row >= count)
    expect(found.length).toBe(count / 100)
  })

  it('are found where very many lie at one place', () => {
    const count = 200_000
    const points = new NearPoints(count)
    for (let row = 0; row < count; row++) points.add(row, 1, -100, 45)
    expect(points.find().length).toBe(count - 1)
  })
})
