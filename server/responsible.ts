import type { Incident } from '#shared/incident'
import { answersFor, CONTRACTOR, unitIn } from '#shared/staircase'
import type { Responsible } from './dispatch/leg.ts'
import type { Places } from './places/places.ts'

/**
 * Who answers for the place of an incident: for the staircase it speaks of, where one has a rule of its own. It stands
 * beside the wiring because dispatching knows no places, and places know no incidents.
 */
export function createResponsible(places: Pick<Places, 'peopleCard'>) {
  return async ({ buildingId, address, text }: Incident): Promise<Responsible> => {
    const card = buildingId ? await places.peopleCard(buildingId) : null
    if (!card) return { manager: null, owner: null, contractor: CONTRACTOR, policeDeputy: null, helpers: 0 }
    const { manager, owner } = answersFor(card, unitIn(address, text))
    const helpers = card.specialists + card.householdHeads.length
    return { manager, owner, contractor: CONTRACTOR, policeDeputy: card.policeDeputy, helpers }
  }
}
