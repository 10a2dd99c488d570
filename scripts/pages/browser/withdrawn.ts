/**
 * Says on the page for what is not there what became of an edition of a layer, where the address was of one of its
 * files: why it was withdrawn, and which edition there is instead. What may have to be said stands in the page, hidden,
 * in each language; without this script it says only that there is no such page. It has no imports: the build writes it
 * as one small file, so that no policy needs to allow inline code.
 */
interface Edition {
  readonly edition: string
  readonly withdrawn?: Readonly<Record<string, string>>
}

interface EditionList {
  readonly layers: readonly { readonly id: string; readonly editions: readonly Edition[] }[]
}

/** Of an address below the site's own: the layer, and the edition where one is named. */
const LAYER_ADDRESS =
  /^(?:[a-z]{2}\/)?layers\/([a-z0-9-]+)(?:\.[a-z0-9.-]+)?(?:\/(\d{4}-\d\d-\d\d))?(?:\/|$)/

const { root = '/' } = document.documentElement.dataset

async function tell(): Promise<void> {
  const [, id, day] = LAYER_ADDRESS.exec(location.pathname.slice(root.length)) ?? []
  if (id === undefined) return
  const response = await fetch(`${root}layers/editions.json`)
  if (!response.ok) return
  const { layers } = (await response.json()) as EditionList
  const editions = layers.find((layer) => layer.id === id)?.editions ?? []
  const newest = editions.find(({ withdrawn }) => !withdrawn)
  const named = day === undefined ? editions[0] : editions.find(({ edition }) => edition === day)
  // Of a layer that is there an address that names no edition is only misspelt.
  if (!named || (day === undefined && newest)) return
  for (const section of document.querySelectorAll<HTMLElement>('section[lang]')) {
    fillIn(section, id, named, newest)
  }
}

function fillIn(section: HTMLElement, id: string, named: Edition, newest: Edition | undefined) {
  const { lang } = section
  const folder = `${root}${lang === 'en' ? '' : `${lang}/`}layers/${id}/`
  const toDay = (day: string) =>
    new Date(`${day}T12:00:00Z`).toLocaleDateString(lang, { dateStyle: 'long', timeZone: 'UTC' })
  for (const part of section.querySelectorAll<HTMLElement>('[data-when]')) {
    const { when } = part.dataset
    part.hidden = when !== 'edition' && when !== (named.withdrawn ? 'withdrawn' : 'offered')
  }
  for (const place of section.querySelectorAll<HTMLElement>('[data-put]')) {
    const values = {
      layer: id,
      edition: toDay(named.edition),
      reason: named.withdrawn?.[lang] ?? '',
      newest: newest ? toDay(newest.edition) : '',
    }
    place.textContent = values[place.dataset.put as keyof typeof values]
  }
  for (const link of section.querySelectorAll<HTMLAnchorElement>('a[data-lead]')) {
    const isToNewest = link.dataset.lead === 'newest'
    link.href = isToNewest ? folder : `${folder}${named.edition}/`
    link.hidden = isToNewest && !newest
  }
}

tell().catch(() => {
  // The page says what it says to everybody.
})
