import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ageBandOf, EmergencyContact, Health, maskName, maskPhone } from '#shared/resident'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'
import { PHONE_PREFIX } from '../../../server/demo/street/people.ts'
import { registerRows } from '../../../server/demo/street-rows.ts'

const street = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
const { residents } = street.people
const inHero = residents.filter(({ buildingId }) => street.hero.buildingIds.includes(buildingId))
const isOldAlone = ({ age, health }: (typeof residents)[number]) => age >= 80 && health.needs.includes('living-alone')

describe('the made-up register', () => {
  it('has 1,800 residents, 190 of them 80 or older and alone, a few on powered life support', () => {
    expect(residents).toHaveLength(1_800)
    expect(residents.filter(isOldAlone)).toHaveLength(190)
    expect(residents.filter(({ health }) => health.needs.includes('life-support'))).toHaveLength(7)
  })

  it('has exactly eight in the compound of the pipe burst who are very old and alone, one of them on oxygen', () => {
    expect(inHero.filter(isOldAlone)).toHaveLength(8)
    expect(inHero.filter(({ health }) => health.device !== null)).toHaveLength(1)
    expect(new Set(inHero.map(({ householdId }) => householdId)).size).toBe(8 + 64)
  })

  it('lets everybody live behind a door of their own, couples behind one', () => {
    const people = new Map<string, number>()
    for (const { householdId } of residents) people.set(householdId, (people.get(householdId) ?? 0) + 1)
    expect(Math.max(...people.values())).toBe(2)
    const couples = residents.filter(({ health }) => health.needs.includes('old-couple'))
    expect(couples.every(({ householdId, age }) => people.get(householdId) === 2 && age >= 80)).toBe(true)
  })

  it('speaks the shared words, with telephones that ring nowhere and are nobody else’s', () => {
    z.array(Health).parse(residents.map(({ health }) => health))
    z.array(EmergencyContact).parse(residents.map(({ contact }) => contact))
    const phones = [...residents, ...residents.map(({ contact }) => contact), ...street.people.specialists].map(
      ({ phone }) => phone,
    )
    expect(phones.every((phone) => phone.startsWith(PHONE_PREFIX) && phone.length === 11)).toBe(true)
    expect(new Set(phones).size).toBe(phones.length)
  })

  it('keeps the ages of the story whenever the street is filled', () => {
    const { rows } = registerRows(street, Buffer.from, '2031-06-01T00:00:00.000Z')
    const born = z.array(z.object({ born_from: z.int() })).parse(rows)
    expect(born.filter(({ born_from }) => ageBandOf(born_from, '2031-06-01') === '80+').length).toBe(
      residents.filter(({ age }) => age >= 80).length,
    )
  })
})

describe('what is shown of a resident', () => {
  it.each([
    [1946, '80+'],
    [1947, '70-79'],
    [1966, '60-69'],
    [1967, 'under-60'],
  ])('born from %i on is %s in 2026: the oldest of the span decides', (bornFrom, band) => {
    expect(ageBandOf(bornFrom, '2026-11-18')).toBe(band)
  })

  it('is a masked telephone and, for a leader, a masked name', () => {
    expect([maskPhone('10031230417'), maskName('周桂兰')]).toEqual(['100****0417', '周**'])
  })
})
