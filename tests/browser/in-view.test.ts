import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Point } from 'geojson'
import { expect, it } from 'vitest'
import { readFlatGeobuf } from '../../src/formats/flatgeobuf/read.ts'
import { toNaaf } from '../../src/geo/naaf.ts'
import { frameworkPixelMeters } from '../../src/geo/projections/projection.ts'
import { atlasUnderTest, DIST } from '../support/atlas.ts'

const atlas = atlasUnderTest()

it('leads by a few stops of the Tab key to a map that has a name, says what it shows, and counts it', async () => {
  const { page, complaints } = await atlas.open(
    '?lang=es&at=-100,40&z=4&layers=power-plants,ports,*',
  )
  const map = page.getByRole('application', { name: 'Mapa de América del Norte' })
  let stops = 0
  for (; stops < 20; stops++) {
    await page.keyboard.press('Tab')
    if (await map.evaluate((node) => node === document.activeElement)) break
  }
  expect(stops).toBeLessThan(20)
  const described = await map.evaluate((node) =>
    node
      .getAttribute('aria-describedby')!
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' '),
  )
  // 952 pixels of 1.46 km, from the zoom of the Framework's grid.
  expect(described).toMatch(
    /40\.00° N, 100\.00° O y abarca unos 1,400 km .*: Centrales eléctricas; Puertos/,
  )
  const counts = page.locator('[data-in-view]')
  await expect
    .poll(() => counts.innerText())
    .toMatch(/Centrales eléctricas: 1,\d{3}\n.*Puertos: \d/s)
  // As many as lie in the map's rectangle on the plane, but for those at its very edge.
  const said = Number(
    (await counts.innerText()).match(/eléctricas: ([\d,]+)/)![1]!.replace(',', ''),
  )
  const { width, height } = (await map.boundingBox())!
  const [middleX, middleY] = toNaaf(-100, 40)
  const pixelMeters = frameworkPixelMeters(4)
  const inside = readFlatGeobuf(
    readFileSync(resolve(DIST, 'layers/power-plants.fgb')),
  ).features.filter(({ geometry }) => {
    const [lon, lat] = (geometry as Point).coordinates as [number, number]
    const [x, y] = toNaaf(lon, lat)
    const isBeside = Math.abs(x - middleX) > (width * pixelMeters) / 2
    return !isBeside && Math.abs(y - middleY) <= (height * pixelMeters) / 2
  })
  expect(Math.abs(said - inside.length)).toBeLessThan(4)
  const before = await counts.innerText()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => counts.innerText()).not.toBe(before)
  expect(complaints).toEqual([])
  await page.context().close()
})
