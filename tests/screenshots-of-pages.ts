import { openDemoStreetAt } from './support/demo-street.ts'
import { openJourney } from './support/journey.ts'
import { takePagePictures } from './support/page-pictures.ts'

// The second half of npm run screenshots: checklist, report, hotspots and phones, for a person to look at.

const AFTERNOON = '2026-11-18T14:32'

const journey = await openJourney()
const street = await openDemoStreetAt(AFTERNOON)
try {
  await takePagePictures(journey, street)
} finally {
  for (const trouble of journey.troubles) process.stdout.write(`✗ ${trouble}\n`)
  await journey.close()
  await street.close()
}
