import { useTranslation } from 'react-i18next'
import type { LayerFacts } from '../../importing/protocol.ts'
import styles from './layer-card.module.css'

/** The fields of a layer with their types and some of their values. */
export function FieldsTable({
  facts,
  samples,
}: {
  readonly facts: LayerFacts
  readonly samples: readonly (readonly string[])[]
}) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t('import.field')}>
      <table className={styles.fields}>
        <thead>
          <tr>
            <th scope="col">{t('import.field')}</th>
            <th scope="col">{t('import.fieldType')}</th>
            <th scope="col">{t('import.fieldSamples')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.fields.map(({ name, type }, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{t(`import.types.${type}`)}</td>
              <td>{samples[index]?.join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
