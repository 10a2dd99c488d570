import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

interface OtherValueProps {
  readonly label: string
  readonly placeholder: string
  readonly maxLength: number
  readonly isBusy: boolean
  /** Called with what was typed, without blanks around it; never with nothing. */
  readonly onApply: (text: string) => void
}

/** A line to type a choice that is not among those offered. */
export function OtherValue({ label, placeholder, maxLength, isBusy, onApply }: OtherValueProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') onApply(text.trim())
  }
  return (
    <form onSubmit={submit}>
      <Field
        label={label}
        isInline
        action={
          <Button type="submit" disabled={isBusy || !text.trim()}>
            {t('import.apply')}
          </Button>
        }
      >
        {(control) => (
          <input
            {...control}
            value={text}
            maxLength={maxLength}
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
    </form>
  )
}
