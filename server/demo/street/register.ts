import type { Building } from '#shared/street'
import type { EmergencyContact, Health } from '#shared/resident'
import { householdIdOf, householdsOf } from './households.ts'
import type { MadeUpHousehold } from './households.ts'
import type { MadeUpResident, PipeBurstCompound } from './made-up-street.ts'
import { uuidFrom } from './random.ts'
import type { Random } from './random.ts'
import type { Registry } from './people.ts'

export const RESIDENT_COUNT = 1_800
/** 80 and older and alone, the eight of the pipe-burst compound among them. */
export const OLD_ALONE_COUNT = 190
/** Households of T3 in the pipe-burst compound: 58 who live alone and six couples. */
export const HERO_ATTENTION_HOUSEHOLDS = 64

export interface RegisterParts {
  seed: string
  random: Random
  buildings: readonly Building[]
  hero: Pick<PipeBurstCompound, 'buildingIds'>
  registry: Registry
}

/** Who a made-up household on the register is: one person, or two who are both old. */
interface Plan extends Health {
  /** The age at the least, of every one of them. */
  age: number
  people: 1 | 2
}

const alone = (age: number, about: Partial<Plan> = {}): Plan => ({
  age,
  people: 1,
  needs: ['living-alone'],
  device: null,
  deviceReserveMinutes: null,
  ...about,
})

/** The door at which nobody answers in the story: `8 号楼 1 单元 402`. The demo helper looks after it. */
export const HERO_DOOR = { house: 8, unit: 1, room: '402' } as const

/** Where the eight of the story live: building, staircase and floor as in the picture of the checklist. */
const heroDoors: readonly { house: number; unit: number; floor: number; room?: string; plan: Plan }[] = [
  { house: 6, unit: 2, floor: 6, plan: onDevice(84, 'oxygen-concentrator', 120, ['living-alone']) },
  { house: 11, unit: 1, floor: 11, plan: alone(83, { needs: ['living-alone', 'limited-mobility'] }) },
  { house: 5, unit: 3, floor: 2, plan: alone(86, { needs: ['living-alone', 'dementia'] }) },
  { house: 7, unit: 2, floor: 8, plan: alone(82) },
  { ...HERO_DOOR, floor: 4, plan: alone(84) },
  { house: 10, unit: 3, floor: 5, plan: alone(85, { needs: ['living-alone', 'hard-of-hearing'] }) },
  { house: 2, unit: 2, floor: 3, plan: alone(82) },
  { house: 12, unit: 1, floor: 2, plan: alone(87) },
]

/** The rest of the street: how many households of which kind. Who is left over to 1,800 is between 60 and 79 and alone. */
function elsewhere(random: Random): Plan[] {
  const many = (count: number, make: () => Plan) => Array.from({ length: count }, make)
  const ofAge = (low: number, high: number) => random.int(low, high)
  const couples = many(70, () => couple(ofAge(80, 88)))
  const rest = [
    ...many(OLD_ALONE_COUNT - heroDoors.length, () => alone(ofAge(80, 92))),
    ...many(3, () => onDevice(ofAge(62, 78), 'oxygen-concentrator', 30 * ofAge(3, 16), [])),
    onDevice(ofAge(55, 75), 'ventilator', 360, ['bed-bound']),
    onDevice(ofAge(45, 70), 'ventilator', null, ['bed-bound']),
    onDevice(ofAge(50, 70), 'dialysis', 30, []),
    ...many(96, () => withNeed(ofAge(58, 88), 'bed-bound')),
    ...many(64, () => withNeed(ofAge(66, 88), 'dementia')),
    ...many(38, () => withNeed(ofAge(40, 80), 'blind')),
    ...many(88, () => withNeed(ofAge(60, 78), 'limited-mobility')),
  ]
  const hero = heroDoors.length + HERO_ATTENTION_HOUSEHOLDS + HERO_COUPLES
  const left = RESIDENT_COUNT - hero - 2 * couples.length - rest.length
  return random.shuffle([...couples, ...rest, ...many(left, () => alone(ofAge(65, 74)))])
}

const HERO_COUPLES = 6

/** The made-up priority register: 1,800 residents, everything about them drawn from the seed. */
export function registerOf({ seed, random, buildings, hero, registry }: RegisterParts): MadeUpResident[] {
  const draw = random.fork('register')
  const isHero = new Set(hero.buildingIds)
  const slabs = hero.buildingIds.flatMap((id) => buildings.find((building) => building.id === id) ?? [])
  const taken = new Set<string>()
  const residents: MadeUpResident[] = []

  for (const { house, unit, floor, room, plan } of heroDoors) {
    const slab = slabs[house - 1]
    const isIt = (one: MadeUpHousehold) => one.unit === unit && one.floor === floor && (!room || one.room === room)
    const door = slab && householdsOf(slab).find(isIt)
    if (!slab || !door) throw new Error(`expected a door on floor ${floor} of house ${house} of the hero compound`)
    moveIn(slab, door, plan)
  }
  for (let number = 0; number < HERO_ATTENTION_HOUSEHOLDS; number++) {
    moveInSomewhere(slabs, number < HERO_COUPLES ? couple(draw.int(80, 88)) : alone(draw.int(65, 74)))
  }
  const homes = buildings.filter((building) => building.households > 0 && !isHero.has(building.id))
  // A house with more doors has more people on the register.
  const byDoor = homes.flatMap((home) => Array.from({ length: Math.ceil(home.households / 6) }, () => home))
  for (const plan of elsewhere(draw.fork('elsewhere'))) moveInSomewhere(byDoor, plan)
  return residents

  function moveInSomewhere(houses: readonly Building[], plan: Plan): void {
    for (;;) {
      const building = draw.pick(houses)
      const door = draw.pick(householdsOf(building))
      if (taken.has(householdIdOf(building.id, door))) continue
      moveIn(building, door, plan)
      return
    }
  }

  function moveIn(building: Building, door: MadeUpHousehold, plan: Plan): void {
    const householdId = householdIdOf(building.id, door)
    taken.add(householdId)
    for (let person = 1; person <= plan.people; person++) {
      const { needs, device, deviceReserveMinutes, age } = plan
      residents.push({
        id: uuidFrom(`${seed}/resident/${householdId}/${person}`),
        householdId,
        buildingId: building.id,
        name: registry.name(),
        phone: registry.phone(),
        contact: contactOf(draw, registry),
        health: { needs, device, deviceReserveMinutes },
        age,
        noticedDaysAgo: draw.int(20, 330),
        noticeSource: draw.pick(['入户告知', '社区登记', '家属代办']),
      })
    }
  }
}

function contactOf(draw: Random, registry: Registry): EmergencyContact {
  return {
    name: registry.name(),
    relation: draw.pick(['女儿', '儿子', '侄女', '邻居', '外甥']),
    phone: registry.phone(),
  }
}

function couple(age: number): Plan {
  return { age, people: 2, needs: ['old-couple'], device: null, deviceReserveMinutes: null }
}

function withNeed(age: number, need: 'bed-bound' | 'dementia' | 'blind' | 'limited-mobility'): Plan {
  return { age, people: 1, needs: [need], device: null, deviceReserveMinutes: null }
}

function onDevice(age: number, device: Plan['device'], reserve: number | null, besides: Plan['needs']): Plan {
  return { age, people: 1, needs: ['life-support', ...besides], device, deviceReserveMinutes: reserve }
}
