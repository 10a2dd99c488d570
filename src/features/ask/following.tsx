import { useEffect } from 'react'
import { useData } from '../../shell/shell.ts'
import { followAnswers } from './follow-answers.ts'

/** Keeps answers that are layers to what is asked. */
export function Following() {
  const data = useData()
  useEffect(() => followAnswers(data), [data])
  return null
}
