import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { nameOf } from '../../catalog/name-of.ts'
import { prtrFieldsOf } from '../../catalog/prtr-fields.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { FieldValue } from '../../model/feature.ts'
import type { Recipe } from '../../model/recipe.ts'
import type { AnswerGroup, AnswerGroups, GroupCell } from '../../query/answer-groups.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { formatNumber, formatSquareKilometers } from '../../words/format.ts'
import { formatCell } from '../../words/format-value.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './ask-panel.module.css'
import { withGroup } from './change-recipe.ts'

const FIRST_GROUPS = 15

interface GroupsTableProps {
  readonly recipe: Recipe
  readonly entry: LayerEntry
  readonly groups: AnswerGroups | null
  readonly onChange: (recipe: Recipe) => void
}

/**
 * Counts and sums by groups. Parts, such as the registers of two countries, stand side by side and are never added; of two
 * sides of a border the bars are mirrored, and a column says what is on both.
 */
export function GroupsTable({ recipe, entry, groups, onChange }: GroupsTableProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  const [isWhole, setIsWhole] = useState(false)
  const all = useRef<HTMLDivElement>(null)
  useKeptFocus(all, 'th[tabindex]', isWhole)
  if (!groups || groups.parts.length === 0) return null
  const { by, sum, border } = recipe
  const { parts } = groups
  const areas = by && 'layer' in by ? catalog.get(by.layer) : undefined
  const field = by && 'field' in by ? entry.fields.find(({ name }) => name === by.field) : undefined
  const summed = entry.fields.find(({ name }) => name === sum)
  const isParted = parts.length > 1 || parts[0]?.value !== null
  if (!by && !sum && !isParted) return null
  const prtr = prtrFieldsOf(entry)
  const partField = entry.fields.find(({ name }) => name === (border ? 'country' : prtr?.register))
  const toPart = (value: FieldValue) =>
    value === null ? t('ask.unsaid') : formatCell(value, partField, language)
  const toName = ({ value, label, properties }: AnswerGroup): string => {
    if (value === null) return t(areas ? 'ask.inNone' : 'ask.unsaid')
    if (areas && properties) return nameOf(areas, properties, language) ?? String(value)
    const named = label === null || label === '' ? value : label
    return formatCell(named, label === null ? field : undefined, language)
  }
  const isBorder = border !== undefined
  const hasGround = parts.some(({ all }) => all.groundSquareMeters !== null)
  const shown = isWhole ? groups.groups : groups.groups.slice(0, FIRST_GROUPS)
  // There may be as many groups as features, more than a call has room for.
  let most = 0
  for (const { cells } of groups.groups) {
    for (const cell of cells) most = Math.max(most, measureOf(cell, sum))
  }
  const title = areas
    ? t('ask.byAreas', { layer: textIn(areas.title, language) })
    : field
      ? t('ask.byField', { field: toFieldTitle(field, language) })
      : t('ask.inAll')
  return (
    <div ref={all} className={styles.groups}>
      <table>
        <caption>
          {title}
          {summed && <> · {t('ask.sumOf', { field: toFieldTitle(summed, language) })}</>}
          {hasGround && <> · {t('ask.overlapShares')}</>}
        </caption>
        <thead>
          <tr>
            <th scope="col">{field ? toFieldTitle(field, language) : t('ask.group')}</th>
            {parts.map(({ value, years }, at) => (
              <th
                key={String(value)}
                scope="col"
                data-mirrored={(isBorder && at === 0) || undefined}
              >
                {isParted
                  ? toPart(value)
                  : t(sum ? 'ask.countAndSum' : hasGround ? 'ask.groundAndCount' : 'ask.count')}
                {years && isParted && (
                  <span className={styles.note}>
                    {years[0] === years[1] ? years[0] : `${years[0]}–${years[1]}`}
                  </span>
                )}
              </th>
            ))}
            {isBorder && by && <th scope="col">{t('ask.inBoth')}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((group, place) => {
            const narrowed = withGroup(recipe, group.value, entry)
            return (
              <tr key={`${typeof group.value} ${group.value}`}>
                <th scope="row" {...(place === FIRST_GROUPS && { tabIndex: -1 })}>
                  {narrowed ? (
                    <Button kind="plain" size="small" onClick={() => onChange(narrowed)}>
                      {toName(group)}
                    </Button>
                  ) : (
                    toName(group)
                  )}
                </th>
                {group.cells.map((cell, at) => (
                  <Cell
                    key={String(parts[at]!.value)}
                    cell={cell}
                    sum={sum}
                    share={most > 0 ? measureOf(cell, sum) / most : 0}
                    isMirrored={isBorder && at === 0}
                  />
                ))}
                {isBorder && by && (
                  <td>{t(group.cells.every(({ count }) => count > 0) ? 'ask.yes' : 'ask.no')}</td>
                )}
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(isParted ? 'ask.allOfEach' : 'ask.all')}</th>
            {parts.map(({ value, all }, at) => (
              <Cell
                key={String(value)}
                cell={all}
                sum={sum}
                share={null}
                isMirrored={isBorder && at === 0}
              />
            ))}
            {isBorder && by && <td />}
          </tr>
        </tfoot>
      </table>
      {groups.groups.length > shown.length && (
        <Button size="small" onClick={() => setIsWhole(true)}>
          {t('ask.allGroups', {
            count: groups.groups.length,
            number: formatNumber(groups.groups.length, language),
          })}
        </Button>
      )}
      {isParted && sum && <p className={styles.quiet}>{t('ask.neverAdded')}</p>}
      <NotSummed parts={parts} />
    </div>
  )
}

const measureOf = (
  { count, sum, groundSquareMeters }: GroupCell,
  summed: string | undefined,
): number => (summed === undefined ? (groundSquareMeters ?? count) : Math.max(0, sum ?? 0))

function Cell({
  cell: { count, distinct, sum, groundSquareMeters },
  sum: summed,
  share,
  isMirrored,
}: {
  readonly cell: GroupCell
  readonly sum: string | undefined
  /** Of the longest bar; `null` without one. */
  readonly share: number | null
  readonly isMirrored: boolean
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const number = (value: number) =>
    formatNumber(value, language, { maximumSignificantDigits: 12, maximumFractionDigits: 3 })
  const isCount = summed === undefined && groundSquareMeters === null
  const ground =
    groundSquareMeters === null ? null : formatSquareKilometers(groundSquareMeters, language)
  return (
    <td data-mirrored={isMirrored || undefined}>
      {isCount ? number(count) : summed === undefined ? ground : sum === null ? '–' : number(sum)}
      <span className={styles.note}>
        {!isCount && t('ask.features', { count, number: number(count) })}
        {summed !== undefined && ground !== null && `, ${ground}`}
        {distinct !== null && count > 0 && (
          <>
            {!isCount && ', '}
            {t('ask.facilities', { count: distinct, number: number(distinct) })}
          </>
        )}
      </span>
      {share !== null && (
        <span className={styles.bar} aria-hidden="true">
          <span style={{ width: share === 0 ? 0 : `max(2px, ${100 * share}%)` }} />
        </span>
      )}
    </td>
  )
}

/** Numbers that are missing from the sums, and why. */
function NotSummed({ parts }: { readonly parts: AnswerGroups['parts'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const empty = parts.reduce((total, { all }) => total + all.empty, 0)
  const apart = parts.reduce((total, { all }) => total + all.apart, 0)
  if (empty + apart === 0) return null
  return (
    <p className={styles.quiet}>
      {empty > 0 && t('ask.withoutNumber', { count: empty, number: formatNumber(empty, language) })}{' '}
      {apart > 0 && t('ask.notMass', { count: apart, number: formatNumber(apart, language) })}
    </p>
  )
}
