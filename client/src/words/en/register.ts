import type { Words } from '../zh-cn/zh-cn.ts'

export const register: Words['register'] = {
  title: 'Priority register',
  nav: 'Register',
  community: 'Community',
  allCommunities: 'All communities',
  need: 'Need',
  allNeeds: 'All needs',
  building: 'Find by building',
  total: '{n} on the register',
  add: 'Add',
  mend: 'Edit',
  head: { name: 'Name', building: 'Building', needs: 'Needs', phone: 'Telephone', notified: 'Told', mend: '' },
  noContact: 'no contact',
  more: '50 more (listed {n} / {all})',
  loading: 'Fetching the register…',
  empty: 'Nobody here',
  about:
    'The register holds needs only: who has to be helped first when supplies fail. No number of a paper, no other category of people.',
  aboutOpen: 'Opening an entry or a number is written down; outside an emergency 30 in ten minutes at most.',
  reveal: { title: 'Why do you look', hint: 'Outside an emergency a number needs a reason, and it is written down' },
  field: {
    building: 'Building', unit: 'Staircase', room: 'Room', name: 'Name', phone: 'Telephone', contactName: 'Contact',
    contactRelation: 'Relation', contactPhone: 'Contact phone', born: 'Born', device: 'Which device', reserve: 'Reserve, min',
    notified: 'Told on', noticePurpose: 'Told what for', noticeSource: 'Told how',
  }, // prettier-ignore
  hint: {
    noticePurpose: 'To be called and visited first when supplies fail',
    noticeSource: 'At the door, by the family…',
  },
  device: {
    'oxygen-concentrator': 'oxygen concentrator', ventilator: 'ventilator', 'infusion-pump': 'infusion pump', dialysis: 'dialysis',
  }, // prettier-ignore
  keeps: 'empty: stays as it is',
  noUnit: 'no staircases',
  noBuilding: 'No such building',
  doorsFailed: 'Doors could not be fetched, choose again',
  wrong: 'Not saved yet: {fields}',
  wrongField: {
    door: 'door', name: 'name', born: 'birth years', needs: 'needs', device: 'device', phone: 'telephone', contact: 'contact (all three)',
    notified: 'day they were told', purpose: 'what for', source: 'how they were told',
  }, // prettier-ignore
  moved:
    'Somebody else just changed this entry; nothing was saved, what you typed is here. It is now: {name} · {needs} · told {notified}',
  movedBlank: 'Somebody else just changed this entry; nothing was saved, what you typed is here.',
  save: 'Save',
  saveOver: 'Save mine over it',
  sending: 'Saving…',
  close: 'Back',
  removeHint: 'Taken off means erased, for good; a running ledger follows. Press twice.',
  removeSure: 'Yes, take off and erase',
  why: { moved: 'Moved', died: 'Died', 'asked-to': 'Asked to', 'no-need': 'No need any more' },
}
