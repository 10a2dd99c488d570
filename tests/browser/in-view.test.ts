import { expect, it } from 'vitest'
import { atlasUnderTest } from '../support/atlas.ts'

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
  const before = await counts.innerText()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => counts.innerText()).not.toBe(before)
  // The table of what is in view has as many rows.
  const count = (await counts.innerText()).match(/Centrales eléctricas: ([\d,]+)/)![1]!
  await page.goto(`${page.url()}&panel=table:power-plants&table=power-plants;in=view`)
  await page.getByText(new RegExp(`^${count} filas de `)).waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})
