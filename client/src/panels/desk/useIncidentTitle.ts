import { incidentTitle } from '../../words/incident-words.ts'
import { useWords } from '../../words/useWords.ts'

type Titled = Parameters<typeof incidentTitle>[0]

/** The title of an incident in the language of the screen. */
export function useIncidentTitle() {
  const { t, locale } = useWords()
  return (incident: Titled) => incidentTitle(incident, locale.value, (key, values) => t(key, values ?? {}))
}
